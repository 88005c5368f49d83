using TalentBank.Parties;

namespace TalentBank.Internships;

/// <summary>An enterprise deposits an internship: places in one category, from a first to a last day.</summary>
public sealed record DepositInternship(
    [NewId("internship")] string InternshipId, string EnterpriseId, string Category, string Title, int Places, DateOnly StartsOn, DateOnly EndsOn) : Command
{
    private const int Most = 500;

    public override IEnumerable<string> Streams => [InternshipId, EnterpriseId, Zone.Stream.Name];

    public override Decision Decide(States states, Circumstances now) => this switch
    {
        _ when !states.Of(Organisation.Stream(EnterpriseId)).Is(OrganisationKind.Enterprise) => Refuse("not-found", "enterpriseId", ("id", EnterpriseId)),
        _ when !states.Of(Zone.Stream).Has(Category) => Refuse("category-unknown", "category", ("category", Category)),
        _ when !Wording.IsLine(Title, 2, 60) => Refuse("name-out-of-range", "title", ("least", 2), ("most", 60)),
        _ when Places is < 1 or > Most => Refuse("places-out-of-range", "places", ("places", Places), ("most", Most)),
        _ when !Dates.Plausible(StartsOn, now.Today) => Refuse("date-out-of-range", "startsOn", ("date", StartsOn)),
        _ when EndsOn <= StartsOn || EndsOn > StartsOn.AddYears(1) => Refuse("period-out-of-range", "endsOn", ("from", StartsOn), ("until", EndsOn)),
        _ when EndsOn < now.Today => Refuse("internship-over", "endsOn", ("date", EndsOn)),
        _ => Accept(InternshipId)
            .With(Internship.Stream(InternshipId), new InternshipDeposited(InternshipId, EnterpriseId, Category, Title, Places, StartsOn, EndsOn, now.Today)),
    };
}
