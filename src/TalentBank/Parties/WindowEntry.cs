namespace TalentBank.Parties;

/// <summary>
/// Something that the chamber entered for somebody else at its window (代办): the principal confirms or contests it. One
/// stream per command, appended together with what the command made.
/// </summary>
public sealed record WindowEntry(EntryRecorded? Entered, EntryStatus Status) : IState<WindowEntry>
{
    public static WindowEntry Unknown { get; } = new(null, EntryStatus.Awaiting);

    public static IReadOnlyList<string> Nouns { get; } = ["entry"];

    public static StreamOf<WindowEntry> Stream(string entryId) => new(entryId);

    /// <summary>What a command made, together with the entry that says for whom and on which paper; or why it cannot be entered.</summary>
    /// <param name="accepted">What the command's own rule says.</param>
    /// <param name="entryId">Follows from the command's id.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="principalId">For whom it is entered.</param>
    /// <param name="onBehalf">Why, and on which paper.</param>
    /// <param name="states">What is loaded so far.</param>
    /// <param name="now">When, and by whom.</param>
    public static Decision Enter(Accepted accepted, string entryId, string command, string principalId, OnBehalf? onBehalf, States states, Circumstances now)
    {
        if (onBehalf is null)
            return Refuse("on-behalf-missing", "onBehalf");
        if (!Wording.IsLine(onBehalf.Reason, 2, 200))
            return Refuse("name-out-of-range", "onBehalf.reason", ("least", 2), ("most", 200));
        if (!Digest.IsOne(onBehalf.PaperHash))
            return Refuse("paper-hash-malformed", "onBehalf.paperHash");
        string[] more = [.. new[] { entryId, principalId }.Where(stream => !states.Has(stream))];
        if (more.Length > 0)
            return Needs(more);
        if (states.Of(Organisation.Stream(principalId)) is { Kind: not null, IsActive: false })
            return Refuse("organisation-inactive");
        return accepted.With(Stream(entryId), new EntryRecorded(entryId, command, principalId, now.Actor.Member, accepted.Result, onBehalf.Reason, onBehalf.PaperHash, now.Today));
    }

    public WindowEntry Evolve(Fact fact) => fact switch
    {
        EntryRecorded it => new WindowEntry(it, EntryStatus.Awaiting),
        EntryConfirmed => this with { Status = EntryStatus.Confirmed },
        EntryContested => this with { Status = EntryStatus.Contested },
        EntrySettled => this with { Status = EntryStatus.Settled },
        _ => this,
    };
}

/// <summary>What the principal says of an entry.</summary>
public enum EntryStatus
{
    Awaiting,
    Confirmed,
    Contested,
    Settled,
}

/// <summary>What became of a contested entry.</summary>
public enum EntryOutcome
{
    /// <summary>It was wrong, and what it made was taken back or set right.</summary>
    Corrected,

    /// <summary>It stays.</summary>
    Upheld,
}

/// <param name="EntryId">The entry.</param>
/// <param name="Command">What was done: the command's name.</param>
/// <param name="PrincipalId">For whom: an organisation or a talent.</param>
/// <param name="Clerk">Who entered it, by pseudonym.</param>
/// <param name="ResultId">What it made or changed.</param>
/// <param name="Reason">Why it was entered for them.</param>
/// <param name="PaperHash">SHA-256 of the paper.</param>
/// <param name="Effective">When it was entered.</param>
[Stored("entry_recorded")]
public sealed record EntryRecorded(
    string EntryId, string Command, string PrincipalId, string Clerk, string ResultId, string Reason, string PaperHash, DateOnly Effective) : Fact;

[Stored("entry_confirmed")]
public sealed record EntryConfirmed(string EntryId, string MemberId, DateOnly Effective) : Fact;

[Stored("entry_contested")]
public sealed record EntryContested(string EntryId, string MemberId, string Reason, DateOnly Effective) : Fact;

[Stored("entry_settled")]
public sealed record EntrySettled(string EntryId, EntryOutcome Outcome, string Reason, DateOnly Effective) : Fact;
