using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A university says that it takes credits for a course, and for how long after they were earned.</summary>
/// <param name="AcceptanceId">The acceptance.</param>
/// <param name="UniversityId">Who takes them.</param>
/// <param name="FromUniversityId">Credits that stand with which university; null: its own.</param>
/// <param name="Course">For which of its courses.</param>
/// <param name="Credits">How many the course takes.</param>
/// <param name="ShelfMonths">For how many months after they were earned; null: as long as they are good.</param>
public sealed record AcceptCredits(
    [NewId("credit-acceptance")] string AcceptanceId, string UniversityId, string? FromUniversityId, string Course, decimal Credits, int? ShelfMonths) : Command
{
    private const decimal LeastCredits = 0.5m;
    private const decimal MostCredits = 30;
    private const int MostMonths = 120;

    private string From => FromUniversityId ?? UniversityId;

    public override IEnumerable<string> Streams => [AcceptanceId, UniversityId, From];

    public override Decision Decide(States states, Circumstances now) => this switch
    {
        _ when !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
        _ when !states.Of(Organisation.Stream(From)).Is(OrganisationKind.University) => Refuse("not-found", "fromUniversityId", ("id", From)),
        _ when !Wording.IsLine(Course, 2, 60) => Refuse("name-out-of-range", "course", ("least", 2), ("most", 60)),
        _ when Credits is < LeastCredits or > MostCredits || decimal.Round(Credits, 2) != Credits => Refuse("credits-out-of-range", "credits", ("least", LeastCredits), ("most", MostCredits)),
        _ when ShelfMonths is < 1 or > MostMonths => Refuse("shelf-life-out-of-range", "shelfMonths", ("months", ShelfMonths), ("most", MostMonths)),
        _ => Accept(AcceptanceId).With(CreditAcceptance.Stream(AcceptanceId), new CreditsAccepted(AcceptanceId, UniversityId, From, Course, Credits, ShelfMonths, now.Today)),
    };
}
