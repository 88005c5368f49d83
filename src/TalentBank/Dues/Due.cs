namespace TalentBank.Dues;

/// <summary>
/// What a fact says of what the bank must do by itself when a day comes (a hold lapses, nobody has answered). The last word
/// under a key counts. ADR 13.
/// </summary>
/// <param name="Key">What it is about, with the verb in front: <c>suspend-position-0197…</c>.</param>
public abstract record Due(string Key)
{
    /// <summary>From now on something is due, or on another day than before.</summary>
    /// <param name="Key">See <see cref="Due"/>.</param>
    /// <param name="On">The zone's calendar day from which on the bank does it.</param>
    /// <param name="Command">
    /// What the bank then sends, in its own name. Its rule looks again whether there is anything to do, and lets its facts
    /// take effect on the day on which they were due, whenever that is noticed.
    /// </param>
    public sealed record Arises(string Key, DateOnly On, Command Command) : Due(Key);

    /// <summary>Nothing is due under this key any more.</summary>
    public sealed record Ends(string Key) : Due(Key);
}
