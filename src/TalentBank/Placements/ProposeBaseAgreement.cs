using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>A university or an enterprise proposes a practice base to the other, and signs it with that.</summary>
public sealed record ProposeBaseAgreement(
    [NewId("base-agreement")] string BaseId, string UniversityId, string EnterpriseId, string Name, int Capacity, DateOnly StartsOn, DateOnly EndsOn) : Command
{
    private const int Most = 500;

    public override IEnumerable<string> Streams => [BaseId, UniversityId, EnterpriseId];

    public override Decision Decide(States states, Circumstances now) => this switch
    {
        _ when !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
        _ when !states.Of(Organisation.Stream(EnterpriseId)).Is(OrganisationKind.Enterprise) => Refuse("not-found", "enterpriseId", ("id", EnterpriseId)),
        _ when !Wording.IsLine(Name, 2, 60) => Refuse("name-out-of-range", "name", ("least", 2), ("most", 60)),
        _ when Capacity is < 1 or > Most => Refuse("places-out-of-range", "capacity", ("places", Capacity), ("most", Most)),
        _ when !Dates.Plausible(StartsOn, now.Today) => Refuse("date-out-of-range", "startsOn", ("date", StartsOn)),
        _ when EndsOn <= StartsOn || EndsOn > StartsOn.AddYears(10) => Refuse("term-out-of-range", "endsOn", ("from", StartsOn), ("until", EndsOn), ("years", 10)),
        _ => Accept(BaseId).With(BaseAgreement.Stream(BaseId), new BaseAgreementProposed(
            BaseId, UniversityId, EnterpriseId, now.Actor.Kind is OrganisationKind.Enterprise ? OrganisationKind.Enterprise : OrganisationKind.University, Name, Capacity, StartsOn, EndsOn, now.Today)),
    };
}
