namespace TalentBank.Placements;

/// <summary>The university lets a running placement last longer: all rules must hold for the longer time too.</summary>
public sealed record ExtendPlacement(string PlacementId, DateOnly EndsOn) : Command
{
    public override IEnumerable<string> Streams => [PlacementId, RuleTightenings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var placement = states.Of(Placement.Stream(PlacementId));
        if (placement.Plan is not { } plan)
            return Refuse("not-found", "placementId", ("id", PlacementId));
        if (placement.Status is not PlacementStatus.Started)
            return Refuse("placement-not-running", "placementId");
        if (EndsOn == placement.EndsOn)
            return Accept(PlacementId);

        var hosted = HostedInterns.Stream(plan.Place.EnterpriseId);
        if (!states.Has(hosted.Name))
            return Needs(hosted.Name);
        if (EndsOn < placement.EndsOn || EndsOn > plan.StartsOn.AddYears(1))
            return Refuse("period-out-of-range", "endsOn", ("from", plan.StartsOn), ("until", EndsOn));

        var gate = (placement with { EndsOn = EndsOn }).Gate(states.Of(hosted), states.Of(RuleTightenings.Stream));
        return gate.IsOpen
            ? Accept(PlacementId)
                .With(Placement.Stream(PlacementId), new PlacementExtended(PlacementId, EndsOn, gate.Verdicts, now.Today))
                .With(hosted, new InternHosted(plan.Place.EnterpriseId, PlacementId, plan.Place.Category, EndsOn, plan.StartsOn))
            : gate.Refused("endsOn");
    }
}
