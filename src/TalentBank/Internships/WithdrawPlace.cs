using TalentBank.Talents;

namespace TalentBank.Internships;

/// <summary>A talent takes a place of an internship, never more than were deposited; the same talent again changes nothing.</summary>
public sealed record WithdrawPlace(string InternshipId, string TalentId) : Command
{
    public override IEnumerable<string> Streams => [InternshipId, TalentId];

    public override Decision Decide(States states, Circumstances now)
    {
        var internship = states.Of(Internship.Stream(InternshipId));
        var talent = states.Of(Talent.Stream(TalentId));
        return internship.Terms switch
        {
            null => Refuse("not-found", "internshipId", ("id", InternshipId)),
            _ when !talent.IsRegistered => Refuse("not-found", "talentId", ("id", TalentId)),
            _ when internship.IsHeldBy(TalentId) => Accept(Place.KeyOf(InternshipId, TalentId)),
            { EndsOn: var last } when now.Today > last => Refuse("internship-over", "internshipId", ("date", last)),
            { Places: var places } when internship.PlacesLeft.LowestFrom(now.Today) < 1 => Refuse("no-place-left", "internshipId", ("places", places)),
            { } terms => Accept(Place.KeyOf(InternshipId, TalentId))
                .With(Internship.Stream(InternshipId), new PlaceWithdrawn(new Place(InternshipId, terms.EnterpriseId, terms.Category, TalentId, talent.UniversityId), now.Today)),
        };
    }
}
