namespace TalentBank.Policies;

/// <summary>
/// Whom a policy is for, as data: a tree whose leaves are conditions. Of its four parts exactly one is given.
/// </summary>
/// <param name="All">Met where all of these are.</param>
/// <param name="Any">Met where at least one of these is.</param>
/// <param name="Not">Met where this is not.</param>
/// <param name="Condition">Met where this condition is.</param>
public sealed record PolicyRule(IReadOnlyList<PolicyRule>? All = null, IReadOnlyList<PolicyRule>? Any = null, PolicyRule? Not = null, PolicyCondition? Condition = null)
{
    private const int MostLevels = 8;
    private const int MostConditions = 100;

    private IEnumerable<PolicyRule> Parts => [.. All ?? [], .. Any ?? [], .. Not is null ? (PolicyRule[])[] : [Not]];

    /// <summary>Its conditions, in the order in which they are written.</summary>
    public IEnumerable<PolicyCondition> Conditions() => [.. Condition is null ? (PolicyCondition[])[] : [Condition], .. Parts.SelectMany(part => part.Conditions())];

    /// <summary>Whether the rule is met; null where that hinges on what is not known (Kleene's three values, as C# has them for <c>bool?</c>).</summary>
    public bool? Met(Func<PolicyCondition, bool?> met) => this switch
    {
        { All: { } parts } => parts.Aggregate((bool?)true, (sum, part) => sum & part.Met(met)),
        { Any: { } parts } => parts.Aggregate((bool?)false, (sum, part) => sum | part.Met(met)),
        { Not: { } part } => !part.Met(met),
        { Condition: { } condition } => met(condition),
        _ => throw new InvalidOperationException("A published rule has one of its four parts."),
    };

    /// <summary>What is wrong with its shape; null where nothing is.</summary>
    public Refusal? Flaw()
    {
        if (!IsNoDeeperThan(MostLevels) || Conditions().Count() > MostConditions)
            return new Refusal("rule-too-large", "rule", [("levels", MostLevels), ("conditions", MostConditions)]);
        if (!IsWellFormed())
            return new Refusal("rule-malformed", "rule", []);
        var twice = Conditions().GroupBy(condition => condition.Id).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? null : new Refusal("condition-twice", "rule", [("condition", twice.Key)]);
    }

    private bool IsNoDeeperThan(int levels) => levels > 0 && Parts.All(part => part.IsNoDeeperThan(levels - 1));

    private bool IsWellFormed() =>
        new object?[] { All, Any, Not, Condition }.Count(part => part is not null) == 1 && (Condition is not null || Parts.Any()) && Parts.All(part => part.IsWellFormed());
}
