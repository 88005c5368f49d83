using System.Collections.Immutable;

namespace TalentBank.Credits;

/// <summary>
/// By what credits are counted and earned: the credit unit, and a rule for each route. A university's own go before the zone's.
/// Each holds from its day on, and what was posted under an earlier one keeps it.
/// </summary>
public sealed record CreditRules(ImmutableList<CreditUnitDefined> Units, ImmutableList<CreditRulePublished> Routes) : IState<CreditRules>
{
    public static CreditRules Unknown { get; } = new([], []);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-rules"];

    /// <summary>The zone's own, for universities without any.</summary>
    public static readonly StreamOf<CreditRules> OfZone = new("credit-rules-zone");

    /// <summary>A university's, or the zone's (null).</summary>
    public static StreamOf<CreditRules> Stream(string? universityId) => universityId is null ? OfZone : new($"credit-rules-{universityId}");

    /// <summary>How many hours make a credit on a day; null where nobody has said.</summary>
    public static decimal? HoursPerCredit(States states, string universityId, DateOnly day) =>
        (Latest(states.Of(Stream(universityId)).Units, day) ?? Latest(states.Of(OfZone).Units, day))?.HoursPerCredit;

    /// <summary>A route's rule on a day; null where nobody has published one: then the two signatures are enough.</summary>
    public static CreditRulePublished? Rule(States states, string universityId, CreditRoute route, DateOnly day) =>
        states.Of(Stream(universityId)).RuleOn(route, day) ?? states.Of(OfZone).RuleOn(route, day);

    public CreditRulePublished? RuleOn(CreditRoute route, DateOnly day) => Latest(Routes.Where(rule => rule.Route == route), day);

    public CreditRules Evolve(Fact fact) => fact switch
    {
        CreditUnitDefined it => this with { Units = Units.Add(it) },
        CreditRulePublished it => this with { Routes = Routes.Add(it) },
        _ => this,
    };

    /// <summary>Of several for the same day the one that was said last.</summary>
    private static TFact? Latest<TFact>(IEnumerable<TFact> versions, DateOnly day)
        where TFact : Fact => versions.Where(it => it.Effective <= day).OrderBy(it => it.Effective).LastOrDefault();
}

/// <param name="UniversityId">Whose; null: the zone's.</param>
/// <param name="HoursPerCredit">Hours of practice that make one credit.</param>
/// <param name="Effective">For what is posted from this day on.</param>
[Stored("credit_unit_defined")]
public sealed record CreditUnitDefined(string? UniversityId, decimal HoursPerCredit, DateOnly Effective) : Fact;

/// <param name="UniversityId">Whose; null: the zone's.</param>
/// <param name="Route">For which route.</param>
/// <param name="Version">Counted from 1, for each route apart.</param>
/// <param name="Terms">What the route asks for.</param>
/// <param name="Effective">For what is posted from this day on.</param>
[Stored("credit_rule_published")]
public sealed record CreditRulePublished(string? UniversityId, CreditRoute Route, int Version, RouteRule Terms, DateOnly Effective) : Fact;

/// <summary>What a route asks for.</summary>
/// <param name="Evidence">What is needed beside the two signatures.</param>
/// <param name="MostPerYear">Credits that a student can withdraw by this route in a calendar year; null: no cap.</param>
/// <param name="MostInAll">The same, in all years; null: no cap.</param>
/// <param name="ShelfMonths">For how many months after they were earned the credits keep; null: for ever.</param>
/// <param name="SignWithinDays">How many days after the end of the term what is missing can still come.</param>
public sealed record RouteRule(IReadOnlyList<EvidenceKind> Evidence, decimal? MostPerYear, decimal? MostInAll, int? ShelfMonths, int SignWithinDays)
{
    /// <summary>Where nobody has published a rule, and before there were any.</summary>
    public static readonly RouteRule None = new([], null, null, null, SignWithinDays: 180);
}
