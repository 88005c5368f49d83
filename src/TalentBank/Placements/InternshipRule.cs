using TalentBank.Policies;

namespace TalentBank.Placements;

/// <summary>One rule of a rule book, as data: <c>internship-rules.json</c>.</summary>
/// <param name="Id">V-01 to V-40, U-01 to U-12.</param>
/// <param name="Book">Whose rule it is.</param>
/// <param name="Article">Where it stands.</param>
/// <param name="Force">Whether it can be departed from.</param>
/// <param name="Exemptible">Whether a record filed beforehand with the superior department lifts it.</param>
/// <param name="Kinds">For which kinds of placement.</param>
/// <param name="Demand">What it demands.</param>
/// <param name="Met">When it is met, over the attributes of a <see cref="Dossier"/>; null where there is nothing to check before the start.</param>
public sealed record InternshipRule(
    string Id, RuleBook Book, string Article, RuleForce Force, bool Exemptible, IReadOnlyList<PlacementKind> Kinds, Text Demand, PolicyRule? Met)
{
    public static readonly IReadOnlyList<InternshipRule> All = Json.Resource<IReadOnlyList<InternshipRule>>("Placements.internship-rules.json");

    public static InternshipRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>The proof items it rests on, in order.</summary>
    public IEnumerable<ProofItem> Proofs => Met is null ? [] : Met.Conditions().SelectMany(condition => Dossier.ItemsBehind(condition.Attribute)).Distinct();

    /// <summary>The same with a lower limit.</summary>
    public InternshipRule WithLimit(string limit) => this with { Met = Limited(Met!, limit) };

    /// <summary>Whether one of its conditions compares with a most: the number that a place may lower.</summary>
    public bool HasLimit => Met?.Conditions().Count(IsLimit) == 1;

    private static bool IsLimit(PolicyCondition condition) => condition.Comparison is PolicyComparison.AtMost;

    private static PolicyRule Limited(PolicyRule rule, string limit) => rule with
    {
        All = rule.All?.Select(part => Limited(part, limit)).ToList(),
        Any = rule.Any?.Select(part => Limited(part, limit)).ToList(),
        Condition = rule.Condition is { } condition && IsLimit(condition) ? condition with { Values = [limit] } : rule.Condition,
    };
}

/// <summary>How binding a rule is.</summary>
public enum RuleForce
{
    /// <summary>不得、必须、应当: what does not meet it does not start.</summary>
    Hard,

    /// <summary>一般、原则上: the university can depart from it, with a recorded reason.</summary>
    Soft,

    /// <summary>For information: nothing is checked before the start.</summary>
    Note,
}
