using TalentBank.Internships;

namespace TalentBank.Placements;

/// <summary>The university lets a placement start: only when every rule of its book is green. What the gate rested on stands in the fact.</summary>
public sealed record StartPlacement(string PlacementId) : Command
{
    public override IEnumerable<string> Streams => [PlacementId, RuleTightenings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var placement = states.Of(Placement.Stream(PlacementId));
        if (placement.Plan is not { } plan)
            return Refuse("not-found", "placementId", ("id", PlacementId));
        if (placement.Status is PlacementStatus.Started)
            return Accept(PlacementId);
        if (placement.EndedOn is { } ended)
            return Refuse("placement-ended", "placementId", ("date", ended));

        var (internship, hosted) = (Internship.Stream(plan.Place.InternshipId), HostedInterns.Stream(plan.Place.EnterpriseId));
        string[] more = [.. new[] { internship.Name, hosted.Name }.Where(stream => !states.Has(stream))];
        if (more.Length > 0)
            return Needs(more);
        if (!states.Of(internship).IsHeldBy(plan.Place.TalentId))
            return Refuse("place-not-held", "placementId");

        var gate = placement.Gate(states.Of(hosted), states.Of(RuleTightenings.Stream));
        return gate.IsOpen
            ? Accept(PlacementId)
                .With(Placement.Stream(PlacementId), new PlacementStarted(PlacementId, gate.Verdicts, plan.StartsOn))
                .With(hosted, new InternHosted(plan.Place.EnterpriseId, PlacementId, plan.Place.Category, placement.EndsOn, plan.StartsOn))
            : gate.Refused("placementId");
    }
}
