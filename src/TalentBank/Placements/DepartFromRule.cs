namespace TalentBank.Placements;

/// <summary>The university decides to depart from a soft rule, and says why.</summary>
public sealed record DepartFromRule(string PlacementId, string RuleId, string Reason) : Command
{
    public override IEnumerable<string> Streams => [PlacementId, RuleTightenings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var placement = states.Of(Placement.Stream(PlacementId));
        var departure = new Departure(RuleId, Reason, now.Today);
        return InternshipRule.Find(RuleId) switch
        {
            _ when placement.Plan is null => Refuse("not-found", "placementId", ("id", PlacementId)),
            _ when placement.EndedOn is { } ended => Refuse("placement-ended", "placementId", ("date", ended)),
            null => Refuse("rule-unknown", "ruleId", ("rule", RuleId)),
            { } rule when ForceOf(rule, placement, states) is not RuleForce.Soft => Refuse("rule-is-hard", "ruleId", ("rule", RuleId), ("article", rule.Article)),
            _ when !Wording.IsLine(Reason, 5, 500) => Refuse("name-out-of-range", "reason", ("least", 5), ("most", 500)),
            _ when placement.Departures.GetValueOrDefault(RuleId)?.Reason == Reason => Accept(PlacementId),
            _ => Accept(PlacementId).With(Placement.Stream(PlacementId), new RuleDeparted(PlacementId, departure, now.Today)),
        };
    }

    private static RuleForce ForceOf(InternshipRule rule, Placement placement, States states) =>
        states.Of(RuleTightenings.Stream).At(placement.Proven(ProofItem.SiteDivision) as string, placement.StartsOn).GetValueOrDefault(rule.Id)?.Force ?? rule.Force;
}
