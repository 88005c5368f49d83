namespace TalentBank.Parties;

/// <summary>
/// A party's own number for something it deposited (外部编号), used once by that party. One stream per party and number,
/// appended together with what the command made, so that two at once cannot take it.
/// </summary>
/// <param name="SubjectId">What it stands for; null: not yet used.</param>
public sealed record Reference(string? SubjectId) : IState<Reference>
{
    public const int MostLength = 64;

    public static Reference Unknown { get; } = new((string?)null);

    public static IReadOnlyList<string> Nouns { get; } = ["reference"];

    /// <summary>The number may be anything, a stream's name not: its hash.</summary>
    public static StreamOf<Reference> Stream(string partyId, string number) => new($"reference-{Digest.Of($"{partyId}\n{number}")}");

    /// <summary>What a command made, together with the party's own number for it; or why it cannot have that number.</summary>
    public static Decision Claim(Accepted accepted, string partyId, string number, States states, Circumstances now)
    {
        if (!Wording.IsLine(number, 1, MostLength))
            return Refuse("name-out-of-range", "reference", ("least", 1), ("most", MostLength));
        var stream = Stream(partyId, number);
        return !states.Has(stream.Name) ? Needs(stream.Name)
            : states.Of(stream).SubjectId is not null ? Refuse("reference-taken", "reference", ("reference", number))
            : accepted.With(stream, new ReferenceClaimed(partyId, number, accepted.Result, now.Today));
    }

    public Reference Evolve(Fact fact) => fact is ReferenceClaimed it ? new Reference(it.SubjectId) : this;
}

/// <param name="PartyId">Whose number it is.</param>
/// <param name="Number">As the party writes it.</param>
/// <param name="SubjectId">What it stands for.</param>
/// <param name="Effective">When it was deposited.</param>
[Stored("reference_claimed")]
public sealed record ReferenceClaimed(string PartyId, string Number, string SubjectId, DateOnly Effective) : Fact;
