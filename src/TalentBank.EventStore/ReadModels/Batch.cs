namespace TalentBank.EventStore.ReadModels;

/// <summary>A run of the log that a read model takes in whole: everything behind one position, through another.</summary>
public sealed record Batch(long From, long To, IReadOnlyList<Recorded> Facts)
{
    /// <summary>Facts of the run that are set aside from the outset: nothing can decode them, or nothing can hold what they make.</summary>
    public IReadOnlyList<DeadLetter> Aside { get; init; } = [];

    /// <summary>The part of it behind one position, through another.</summary>
    internal Batch Part(long from, long to) => new(from, to, [.. Facts.Where(fact => fact.Position > from && fact.Position <= to)])
    {
        Aside = [.. Aside.Where(letter => letter.Position > from && letter.Position <= to)],
    };
}
