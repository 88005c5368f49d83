using TalentBank.Internships;

namespace TalentBank.Placements;

/// <summary>A running placement ends: completed as planned, or broken off, which gives the place back.</summary>
/// <param name="PlacementId">The placement.</param>
/// <param name="Completed">Whether it ended as planned.</param>
/// <param name="Reason">Why it was broken off.</param>
/// <param name="EndedOn">Its last day; null: the planned one where completed, today where broken off.</param>
public sealed record EndPlacement(string PlacementId, bool Completed, string? Reason, DateOnly? EndedOn) : Command
{
    public override IEnumerable<string> Streams => [PlacementId];

    public override Decision Decide(States states, Circumstances now)
    {
        var placement = states.Of(Placement.Stream(PlacementId));
        var last = EndedOn ?? (Completed ? placement.EndsOn : now.Today);
        if (placement.Plan is not { } plan)
            return Refuse("not-found", "placementId", ("id", PlacementId));
        if (placement.EndedOn is { } ended)
            return placement.Completed == Completed && ended == last ? Accept(PlacementId) : Refuse("placement-ended", "placementId", ("date", ended));
        if (placement.Status is not PlacementStatus.Started)
            return Refuse("placement-not-running", "placementId");
        if (last < plan.StartsOn || last > placement.EndsOn || last > now.Today)
            return Refuse("outside-the-placement", "endedOn", ("date", last), ("from", plan.StartsOn), ("until", placement.EndsOn));
        if (!Completed && (Reason is null || !Wording.IsLine(Reason, 2, 200)))
            return Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200));

        var (internship, hosted) = (Internship.Stream(plan.Place.InternshipId), HostedInterns.Stream(plan.Place.EnterpriseId));
        string[] more = [.. new[] { internship.Name, hosted.Name }.Where(stream => !states.Has(stream))];
        if (more.Length > 0)
            return Needs(more);
        var since = states.Of(internship).Holders[plan.Place.TalentId].Since;
        return Accept(PlacementId)
            .With(Placement.Stream(PlacementId), new PlacementEnded(PlacementId, Completed, Completed ? null : Reason, last))
            .With(hosted, new InternHosted(plan.Place.EnterpriseId, PlacementId, plan.Place.Category, last, plan.StartsOn))
            .With(internship, Completed ? new PlaceCompleted(plan.Place, Dates.Later(since, last)) : new PlaceGivenBack(plan.Place, Dates.Later(since, last)));
    }
}
