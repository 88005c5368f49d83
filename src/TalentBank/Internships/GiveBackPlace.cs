using TalentBank.Placements;

namespace TalentBank.Internships;

/// <summary>A talent gives their place back before the internship is over and while no placement runs on it; somebody else can take it.</summary>
public sealed record GiveBackPlace(string InternshipId, string TalentId) : Command
{
    public override IEnumerable<string> Streams => [InternshipId, Placement.IdOf(InternshipId, TalentId)];

    public override Decision Decide(States states, Circumstances now)
    {
        var internship = states.Of(Internship.Stream(InternshipId));
        return internship.Holders.GetValueOrDefault(TalentId) switch
        {
            null => Refuse("not-found", "internshipId", ("id", InternshipId)),
            { GivenBackOn: not null } holder => Accept(holder.Place.Key),
            { CompletedOn: { } completed } => Refuse("place-completed", "internshipId", ("date", completed)),
            _ when states.Of(Placement.Stream(Placement.IdOf(InternshipId, TalentId))).Status is PlacementStatus.Started => Refuse("placement-running", "internshipId"),
            _ when internship.Terms!.EndsOn < now.Today => Refuse("internship-over", "internshipId", ("date", internship.Terms.EndsOn)),
            { } holder => Accept(holder.Place.Key)
                .With(Internship.Stream(InternshipId), new PlaceGivenBack(holder.Place, Dates.Later(holder.Since, now.Today))),
        };
    }
}
