namespace TalentBank.Dues;

/// <summary>What became of the dues under one key that no other fact ended.</summary>
/// <param name="MetOn">The day on which the last of them was due.</param>
public sealed record DueRecord(DateOnly? MetOn) : IState<DueRecord>
{
    public static DueRecord Unknown { get; } = new((DateOnly?)null);

    public static IReadOnlyList<string> Nouns { get; } = ["due"];

    public static StreamOf<DueRecord> Stream(string key) => new($"due-{key}");

    public DueRecord Evolve(Fact fact) => fact is DueMet met ? new DueRecord(met.Effective) : this;
}

/// <summary>The bank did what was due, and there was nothing left to do, or a rule refused it.</summary>
/// <param name="Key">The due.</param>
/// <param name="Refusal">The code of the refusal; null where there was nothing to do.</param>
/// <param name="Effective">The day on which it was due.</param>
[Stored("due_met")]
public sealed record DueMet(string Key, string? Refusal, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => [new Due.Ends(Key)];
}
