namespace TalentBank.Placements;

/// <summary>The university records an exemption that it filed with the superior department: it lifts rules only if filed before the first day (article 17).</summary>
public sealed record FileExemption(string PlacementId, IReadOnlyList<string> RuleIds, string FilingNumber, string Authority, DateOnly FiledOn) : Command
{
    public override IEnumerable<string> Streams => [PlacementId];

    public override Decision Decide(States states, Circumstances now)
    {
        var placement = states.Of(Placement.Stream(PlacementId));
        var stranger = RuleIds.FirstOrDefault(id => InternshipRule.Find(id) is not { Exemptible: true });
        var exemption = new Exemption([.. RuleIds.Distinct().Order(StringComparer.Ordinal)], FilingNumber, Authority, FiledOn);
        return this switch
        {
            _ when placement.Plan is null => Refuse("not-found", "placementId", ("id", PlacementId)),
            _ when placement.EndedOn is { } ended => Refuse("placement-ended", "placementId", ("date", ended)),
            _ when RuleIds.Count == 0 => Refuse("rules-missing", "ruleIds"),
            _ when stranger is not null => Refuse("rule-not-exemptible", "ruleIds", ("rule", stranger)),
            _ when !Wording.IsLine(FilingNumber, 2, 60) => Refuse("name-out-of-range", "filingNumber", ("least", 2), ("most", 60)),
            _ when !Wording.IsLine(Authority, 2, 60) => Refuse("name-out-of-range", "authority", ("least", 2), ("most", 60)),
            _ when FiledOn > now.Today || !Dates.Plausible(FiledOn, now.Today) => Refuse("date-out-of-range", "filedOn", ("date", FiledOn)),
            _ when FiledOn >= placement.StartsOn => Refuse("filed-too-late", "filedOn", ("date", FiledOn), ("start", placement.StartsOn)),
            _ when placement.Exemptions.Any(known => known.FilingNumber == FilingNumber && known.RuleIds.SequenceEqual(exemption.RuleIds)) => Accept(PlacementId),
            _ => Accept(PlacementId).With(Placement.Stream(PlacementId), new ExemptionFiled(PlacementId, exemption, now.Today)),
        };
    }
}
