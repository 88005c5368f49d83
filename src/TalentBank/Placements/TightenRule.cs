using System.Globalization;

namespace TalentBank.Placements;

/// <summary>The chamber records that a rule is stricter somewhere, or that the zone adopts it for all schools; it starts to hold on a day.</summary>
public sealed record TightenRule(string RuleId, string? Division, RuleForce Force, decimal? Limit, bool ForAllSchools, string Citation, DateOnly? From) : Command
{
    public override IEnumerable<string> Streams => [RuleTightenings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var division = Division ?? "";
        var tightened = new RuleTightened(RuleId, division, Force, Limit?.ToString(CultureInfo.InvariantCulture), ForAllSchools, Citation, From ?? now.Today);
        return InternshipRule.Find(RuleId) switch
        {
            null => Refuse("rule-unknown", "ruleId", ("rule", RuleId)),
            { Met: null } => Refuse("rule-is-a-note", "ruleId", ("rule", RuleId)),
            { HasLimit: false } when Limit is not null => Refuse("rule-has-no-limit", "limit", ("rule", RuleId)),
            { Force: RuleForce.Hard } when Force is not RuleForce.Hard => Refuse("rule-not-loosened", "force", ("rule", RuleId)),
            _ when Force is RuleForce.Note => Refuse("rule-not-loosened", "force", ("rule", RuleId)),
            _ when Limit < 0 => Refuse("limit-out-of-range", "limit", ("limit", Limit)),
            _ when division.Length > 6 || division.Length % 2 != 0 || !division.All(char.IsAsciiDigit) => Refuse("division-unknown", "division", ("division", division)),
            _ when !Wording.IsLine(Citation, 2, 200) => Refuse("name-out-of-range", "citation", ("least", 2), ("most", 200)),
            _ when !Dates.Plausible(tightened.Effective, now.Today) => Refuse("date-out-of-range", "from", ("date", tightened.Effective)),
            _ when states.Of(RuleTightenings.Stream).All.Contains(tightened) => Accept(RuleId),
            _ => Accept(RuleId).With(RuleTightenings.Stream, tightened),
        };
    }
}
