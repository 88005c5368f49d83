using System.Collections.Immutable;

namespace TalentBank.Credits;

/// <summary>
/// One university says that a certificate is worth a course and so many credits; each other one accepts that or does not, for
/// itself. Who disagrees stays visible.
/// </summary>
public sealed record Equivalence(EquivalenceProposed? Proposed, ImmutableSortedDictionary<string, EquivalenceAnswered> Answers) : IState<Equivalence>
{
    public static Equivalence Unknown { get; } = new(null, ImmutableSortedDictionary<string, EquivalenceAnswered>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["equivalence"];

    public static StreamOf<Equivalence> Stream(string equivalenceId) => new(equivalenceId);

    public Equivalence Evolve(Fact fact) => fact switch
    {
        EquivalenceProposed it => this with { Proposed = it },
        EquivalenceAnswered it => this with { Answers = Answers.SetItem(it.UniversityId, it) },
        _ => this,
    };
}

/// <param name="EquivalenceId">The equivalence.</param>
/// <param name="UniversityId">Who says so.</param>
/// <param name="Certificate">This certificate.</param>
/// <param name="Course">Is worth this course.</param>
/// <param name="Credits">And so many credits.</param>
/// <param name="Effective">From when on.</param>
[Stored("equivalence_proposed")]
public sealed record EquivalenceProposed(string EquivalenceId, string UniversityId, string Certificate, string Course, decimal Credits, DateOnly Effective) : Fact;

/// <param name="EquivalenceId">The equivalence.</param>
/// <param name="UniversityId">Who answers, for itself.</param>
/// <param name="Accepted">Whether it holds there too.</param>
/// <param name="Reason">Why not; null where accepted without one.</param>
/// <param name="Effective">From when on; replaces its earlier answer.</param>
[Stored("equivalence_answered")]
public sealed record EquivalenceAnswered(string EquivalenceId, string UniversityId, bool Accepted, string? Reason, DateOnly Effective) : Fact;
