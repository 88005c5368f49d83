using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>Another university accepts an equivalence for itself, or says why it does not; it may think again.</summary>
public sealed record AnswerEquivalence(string EquivalenceId, string UniversityId, bool Accepted, string? Reason) : Command
{
    public override IEnumerable<string> Streams => [EquivalenceId, UniversityId];

    public override Decision Decide(States states, Circumstances now)
    {
        var stream = Equivalence.Stream(EquivalenceId);
        var equivalence = states.Of(stream);
        return this switch
        {
            _ when equivalence.Proposed is null => Refuse("not-found", "equivalenceId", ("id", EquivalenceId)),
            _ when equivalence.Proposed.UniversityId == UniversityId || !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) =>
                Refuse("equivalence-is-its-own", "universityId", ("id", UniversityId)),
            _ when (Reason is null && !Accepted) || (Reason is not null && !Wording.IsLine(Reason, 2, 200)) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            _ when equivalence.Answers.GetValueOrDefault(UniversityId) is { } known && known.Accepted == Accepted && known.Reason == Reason => Accept(EquivalenceId),
            _ => Accept(EquivalenceId).With(stream, new EquivalenceAnswered(EquivalenceId, UniversityId, Accepted, Reason, Dates.Later(equivalence.Proposed.Effective, now.Today))),
        };
    }
}
