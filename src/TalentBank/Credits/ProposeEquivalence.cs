using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A university proposes that a certificate is worth a course and so many credits; it holds there, and wherever it is accepted.</summary>
public sealed record ProposeEquivalence([NewId("equivalence")] string EquivalenceId, string UniversityId, string Certificate, string Course, decimal Credits) : Command
{
    private const decimal LeastCredits = 0.5m;
    private const decimal MostCredits = 30;

    public override IEnumerable<string> Streams => [EquivalenceId, UniversityId];

    public override Decision Decide(States states, Circumstances now) => this switch
    {
        _ when !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
        _ when !Wording.IsLine(Certificate, 2, 60) => Refuse("name-out-of-range", "certificate", ("least", 2), ("most", 60)),
        _ when !Wording.IsLine(Course, 2, 60) => Refuse("name-out-of-range", "course", ("least", 2), ("most", 60)),
        _ when Credits is < LeastCredits or > MostCredits || decimal.Round(Credits, 2) != Credits => Refuse("credits-out-of-range", "credits", ("least", LeastCredits), ("most", MostCredits)),
        _ => Accept(EquivalenceId).With(Equivalence.Stream(EquivalenceId), new EquivalenceProposed(EquivalenceId, UniversityId, Certificate, Course, Credits, now.Today)),
    };
}
