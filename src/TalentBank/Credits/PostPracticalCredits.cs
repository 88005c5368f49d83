using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A university posts the practical credits of one course, done at one enterprise, until its term ends.</summary>
public sealed record PostPracticalCredits(
    [NewId("credit-offer")] string OfferId, string UniversityId, string EnterpriseId, string Course, decimal CreditsPerStudent, int Places, DateOnly TermEndsOn, CreditRoute? Route = null) : Command
{
    private const decimal LeastCredits = 0.5m;
    private const decimal MostCredits = 30;
    private const int MostPlaces = 500;

    public override IEnumerable<string> Streams => [OfferId, UniversityId, EnterpriseId, CreditRules.Stream(UniversityId).Name, CreditRules.OfZone.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var route = Route ?? CreditRoute.Work;
        var under = new OfferRules(
            route, CreditRules.HoursPerCredit(states, UniversityId, now.Today), CreditRules.Rule(states, UniversityId, route, now.Today)?.Terms ?? RouteRule.None);
        return this switch
        {
            _ when !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
            _ when !states.Of(Organisation.Stream(EnterpriseId)).Is(OrganisationKind.Enterprise) => Refuse("not-found", "enterpriseId", ("id", EnterpriseId)),
            _ when !Wording.IsLine(Course, 2, 60) => Refuse("name-out-of-range", "course", ("least", 2), ("most", 60)),
            _ when CreditsPerStudent is < LeastCredits or > MostCredits || decimal.Round(CreditsPerStudent, 2) != CreditsPerStudent =>
                Refuse("credits-out-of-range", "creditsPerStudent", ("least", LeastCredits), ("most", MostCredits)),
            _ when Places is < 1 or > MostPlaces => Refuse("places-out-of-range", "places", ("places", Places), ("most", MostPlaces)),
            _ when TermEndsOn < now.Today || !Dates.Plausible(TermEndsOn, now.Today) => Refuse("term-end-out-of-range", "termEndsOn", ("date", TermEndsOn)),
            _ when under is { HoursPerCredit: null } && under.Rule.Evidence.Contains(EvidenceKind.Hours) => Refuse("credit-unit-undefined", "route", ("route", Wording.Code(route))),
            _ => Accept(OfferId)
                .With(CreditOffer.Stream(OfferId), new PracticalCreditsPosted(OfferId, UniversityId, EnterpriseId, Course, CreditsPerStudent, Places, TermEndsOn, under, now.Today)),
        };
    }
}
