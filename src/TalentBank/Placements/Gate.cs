namespace TalentBank.Placements;

/// <summary>The legality gate of a placement (row 89): every rule of its book with what it comes to; it opens only when all is green.</summary>
public sealed record Gate(IReadOnlyList<RuleVerdict> Verdicts)
{
    /// <summary>Whether the placement may start.</summary>
    public bool IsOpen => Verdicts.All(verdict => verdict.IsGreen);

    /// <summary>Why it stays shut: every rule that is not green.</summary>
    public Decision.Refused Refused(string field) => new(
    [
        .. from verdict in Verdicts
           where !verdict.IsGreen
           let rule = InternshipRule.Find(verdict.RuleId)!
           select verdict.Outcome is RuleOutcome.NotMet
               ? new Refusal("rule-not-met", field, [("rule", rule.Id), ("article", rule.Article), ("demand", rule.Demand)])
               : new Refusal("rule-unproven", field, [("rule", rule.Id), ("article", rule.Article), ("demand", rule.Demand)]),
    ]);

    /// <summary>Checks a placement by its book and by what was tightened where the work is done.</summary>
    /// <param name="dossier">What is known.</param>
    /// <param name="tightenings">All there are.</param>
    public static Gate Of(Dossier dossier, RuleTightenings tightenings)
    {
        var placement = dossier.Placement;
        var (plan, site) = (placement.Plan!, placement.Proven(ProofItem.SiteDivision) as string);
        var there = tightenings.At(site, placement.StartsOn);
        return new Gate(
        [
            .. from rule in InternshipRule.All
               let tightened = there.GetValueOrDefault(rule.Id)
               where rule.Kinds.Contains(plan.Kind) && (rule.Book == plan.Book || tightened is { ForAllSchools: true })
               select Judge(rule, tightened, dossier),
        ]);
    }

    private static RuleVerdict Judge(InternshipRule rule, RuleTightened? tightened, Dossier dossier)
    {
        var placement = dossier.Placement;
        var force = tightened?.Force ?? rule.Force;
        var met = rule.Met is null ? null : dossier.Meets((tightened?.Limit is { } limit ? rule.WithLimit(limit) : rule).Met!);
        return new RuleVerdict(rule.Id, force, Outcome(), tightened?.Citation);

        RuleOutcome Outcome() => met switch
        {
            _ when force is RuleForce.Note || rule.Met is null => RuleOutcome.Noted,
            true => RuleOutcome.Met,
            _ when rule.Exemptible && placement.Exemptions.Any(exemption => exemption.RuleIds.Contains(rule.Id) && exemption.FiledOn < placement.StartsOn) => RuleOutcome.Exempt,
            _ when force is RuleForce.Soft && placement.Departures.ContainsKey(rule.Id) => RuleOutcome.Departed,
            false => RuleOutcome.NotMet,
            null => RuleOutcome.Unproven,
        };
    }
}

/// <summary>What one rule comes to.</summary>
/// <param name="RuleId">Which rule.</param>
/// <param name="Force">How binding it is here.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="TightenedBy">The local text that made it stricter, if any.</param>
public sealed record RuleVerdict(string RuleId, RuleForce Force, RuleOutcome Outcome, string? TightenedBy)
{
    public bool IsGreen => Outcome is not (RuleOutcome.NotMet or RuleOutcome.Unproven);
}

/// <summary>What a rule can come to.</summary>
public enum RuleOutcome
{
    Met,

    /// <summary>Lifted by a record filed beforehand.</summary>
    Exempt,

    /// <summary>Soft, and the university departed from it with a reason.</summary>
    Departed,

    /// <summary>Nothing is checked before the start.</summary>
    Noted,

    NotMet,

    /// <summary>A proof is missing.</summary>
    Unproven,
}
