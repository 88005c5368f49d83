using System.Collections.Immutable;

namespace TalentBank.Placements;

/// <summary>Where rules are stricter than their book: by province, city or county, the zone itself included.</summary>
public sealed record RuleTightenings(ImmutableList<RuleTightened> All) : IState<RuleTightenings>
{
    public static RuleTightenings Unknown { get; } = new(ImmutableList<RuleTightened>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["rule-tightenings"];

    public static readonly StreamOf<RuleTightenings> Stream = new("rule-tightenings");

    /// <summary>What holds where the work is done on a day, by rule: the narrowest place's, then the latest.</summary>
    /// <param name="division">The site's division code; null while it is not known: then only what holds everywhere.</param>
    /// <param name="day">Which day.</param>
    public IReadOnlyDictionary<string, RuleTightened> At(string? division, DateOnly day) =>
        All.Where(it => it.Effective <= day && (division ?? "").StartsWith(it.Division, StringComparison.Ordinal))
            .GroupBy(it => it.RuleId)
            .ToDictionary(rule => rule.Key, rule => rule.OrderBy(it => it.Division.Length).ThenBy(it => it.Effective).Last());

    public RuleTightenings Evolve(Fact fact) => fact is RuleTightened it ? new RuleTightenings(All.Add(it)) : this;
}

/// <param name="RuleId">Which rule.</param>
/// <param name="Division">Where: the first digits of division codes (61 Shaanxi, 5101 Chengdu); empty: everywhere in the zone's bank.</param>
/// <param name="Force">How binding it is there.</param>
/// <param name="Limit">A stricter number than the rule's own; null: its own.</param>
/// <param name="ForAllSchools">Whether it is asked of schools of the other book too, as a policy of that place.</param>
/// <param name="Citation">The text that says so.</param>
/// <param name="Effective">From when on.</param>
[Stored("rule_tightened")]
public sealed record RuleTightened(string RuleId, string Division, RuleForce Force, string? Limit, bool ForAllSchools, string Citation, DateOnly Effective) : Fact;
