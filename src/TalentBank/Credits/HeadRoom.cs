namespace TalentBank.Credits;

/// <summary>What a student can still withdraw by a route, and by which version of whose rule.</summary>
/// <param name="Route">The route.</param>
/// <param name="Rule">The rule in force; null where nobody has published one.</param>
/// <param name="UsedThisYear">Withdrawn this calendar year, what was given back not counted.</param>
/// <param name="UsedInAll">The same, in all years.</param>
/// <param name="Left">What is left of both caps; null: there is none.</param>
public sealed record HeadRoom(CreditRoute Route, CreditRulePublished? Rule, decimal UsedThisYear, decimal UsedInAll, decimal? Left)
{
    public int? Version => Rule?.Version;

    /// <summary>Whose rule; null for the zone's.</summary>
    public string? UniversityId => Rule?.UniversityId;

    public decimal? MostPerYear => Rule?.Terms.MostPerYear;

    public decimal? MostInAll => Rule?.Terms.MostInAll;

    public static HeadRoom Of(CreditRoute route, RouteRule rule, CreditLots lots, int year)
    {
        var (thisYear, inAll) = (lots.Claimed(route, year), lots.Claimed(route, year: null));
        decimal?[] left = [rule.MostPerYear - thisYear, rule.MostInAll - inAll];
        return new HeadRoom(route, Rule: null, thisYear, inAll, left.Min() is { } least ? Math.Max(0, least) : null);
    }

    /// <summary>For every route, by the rules of the student's university.</summary>
    public static Question<IReadOnlyList<HeadRoom>> Ask(string talentId, string? universityId, DateOnly today) => Question.All(
        CreditHoldings.Ask(talentId),
        CreditRuleBooks.Ask(universityId),
        CreditRuleBooks.Ask(universityId: null),
        (lots, own, zones) => (IReadOnlyList<HeadRoom>)
        [
            .. from route in Enum.GetValues<CreditRoute>()
               let rule = own.RuleOn(route, today) ?? zones.RuleOn(route, today)
               select Of(route, rule?.Terms ?? RouteRule.None, lots, today.Year) with { Rule = rule },
        ]);
}
