using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>A certificate, the course it is worth, the credits it is worth; and who agrees.</summary>
public sealed record EquivalenceEntry(string Id, Equivalence State)
{
    public string UniversityId => State.Proposed!.UniversityId;

    public string Certificate => State.Proposed!.Certificate;

    public string Course => State.Proposed!.Course;

    public decimal Credits => State.Proposed!.Credits;

    public DateOnly ProposedOn => State.Proposed!.Effective;

    public IEnumerable<EquivalenceAnswered> Answers => State.Answers.Values;

    /// <summary>Whether any university said that it does not hold.</summary>
    public bool IsDisputed => State.Answers.Values.Any(answer => !answer.Accepted);
}

/// <summary>Read model: every equivalence.</summary>
public static class Equivalences
{
    public static readonly DocumentModel<EquivalenceEntry> Model = new(
        "equivalences",
        1,
        keys: recorded => recorded.Body switch
        {
            EquivalenceProposed it => [it.EquivalenceId],
            EquivalenceAnswered it => [it.EquivalenceId],
            _ => [],
        },
        fold: (id, entry, recorded) => new EquivalenceEntry(id, (entry?.State ?? Equivalence.Unknown).Evolve((Fact)recorded.Body)),
        new("id", ColumnType.Text, entry => entry.Id),
        new("university", ColumnType.Text, entry => entry.UniversityId),
        new("certificate", ColumnType.Text, entry => entry.Certificate),
        new("is_disputed", ColumnType.Flag, entry => entry.IsDisputed),
        new("proposed_on", ColumnType.Date, entry => entry.ProposedOn));
}
