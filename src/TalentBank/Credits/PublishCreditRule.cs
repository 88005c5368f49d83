using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A university publishes what a route of credits asks for, or the chamber for all that have not; what is posted before keeps its own.</summary>
/// <param name="UniversityId">Whose rule; null: the zone's.</param>
/// <param name="Route">For which route.</param>
/// <param name="Evidence">What is needed beside the two signatures.</param>
/// <param name="MostPerYear">Credits of one student in a calendar year; null: no cap.</param>
/// <param name="MostInAll">The same, in all years; null: no cap.</param>
/// <param name="ShelfMonths">How long earned credits keep; only a university can say so; null: for ever.</param>
/// <param name="SignWithinDays">How many days after the end of the term what is missing can still come; null: 180.</param>
/// <param name="From">For what is posted from this day on; null: today.</param>
public sealed record PublishCreditRule(
    string? UniversityId, CreditRoute Route, IReadOnlyList<EvidenceKind> Evidence, decimal? MostPerYear, decimal? MostInAll, int? ShelfMonths, int? SignWithinDays, DateOnly? From) : Command
{
    private const int MostMonths = 120;
    private const int MostDays = 365;

    public override IEnumerable<string> Streams => new[] { UniversityId, CreditRules.Stream(UniversityId).Name }.OfType<string>();

    public override Decision Decide(States states, Circumstances now)
    {
        var from = From ?? now.Today;
        var rules = CreditRules.Stream(UniversityId);
        var rule = new RouteRule([.. Evidence.Distinct().Order()], MostPerYear, MostInAll, ShelfMonths, SignWithinDays ?? RouteRule.None.SignWithinDays);
        return this switch
        {
            _ when UniversityId is not null && !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
            _ when MostPerYear < 0 || MostInAll < 0 => Refuse("limit-out-of-range", MostPerYear < 0 ? "mostPerYear" : "mostInAll", ("limit", MostPerYear < 0 ? MostPerYear : MostInAll)),
            _ when ShelfMonths is not null && UniversityId is null => Refuse("shelf-life-is-a-universitys", "shelfMonths"),
            _ when ShelfMonths is < 1 or > MostMonths => Refuse("shelf-life-out-of-range", "shelfMonths", ("months", ShelfMonths), ("most", MostMonths)),
            _ when rule.SignWithinDays is < 0 or > MostDays => Refuse("days-out-of-range", "signWithinDays", ("days", SignWithinDays), ("least", 0), ("most", MostDays)),
            _ when !Dates.Plausible(from, now.Today) => Refuse("date-out-of-range", "from", ("date", from)),
            _ when from < now.Today => Refuse("rules-look-ahead", "from", ("date", from)),
            _ => Accept(rules.Name).With(rules, new CreditRulePublished(UniversityId, Route, states.Of(rules).Routes.Count(known => known.Route == Route) + 1, rule, from)),
        };
    }
}
