using TalentBank.Policies;

namespace TalentBank.Placements;

/// <summary>
/// What is known of a placement when its rules are checked: the recorded proofs, and what follows from them. An attribute is
/// an item's code; <c>ITEM.BEFORE_START</c>, how many days before the first day a date lies; <c>ITEM.AFTER_END</c>, how many
/// after the last; or one of those computed here.
/// </summary>
/// <param name="Placement">Whose.</param>
/// <param name="AtOnce">Most interns at the enterprise on one of its days, this one included.</param>
/// <param name="AtOnceOfKind">The same in posts of its category.</param>
public sealed record Dossier(Placement Placement, int AtOnce, int AtOnceOfKind)
{
    private const string BeforeStart = ".BEFORE_START", AfterEnd = ".AFTER_END";

    private static readonly Dictionary<string, IReadOnlyList<string>> Computed = new()
    {
        ["MONTHS"] = [],
        ["INTERN_SHARE"] = ["STAFF_IN_POST", "OTHER_INTERNS"],
        ["INTERN_SHARE_OF_POST_KIND"] = ["STAFF_OF_POST_KIND"],
        ["PAY_SHARE"] = ["PAY_PER_MONTH", "POST_WAGE"],
        ["PAY_ABOVE_LOWEST_GRADE"] = ["PAY_PER_MONTH", "LOWEST_GRADE_WAGE"],
    };

    /// <summary>The items that an attribute rests on.</summary>
    public static IEnumerable<ProofItem> ItemsBehind(string attribute) =>
        (Computed.TryGetValue(attribute, out var items) ? items : [attribute.Split('.')[0]]).Select(code => ProofItem.Find(code)!);

    /// <summary>Whether a rule is met; null where that hinges on a proof that is missing.</summary>
    public bool? Meets(PolicyRule rule) => rule.Met(condition => condition.Met(ValueOf(condition.Attribute), TypeOf(condition.Attribute)));

    private static AttributeType TypeOf(string attribute) => ProofItem.Find(attribute)?.Type ?? AttributeType.Number;

    private IComparable? ValueOf(string attribute) => attribute switch
    {
        "MONTHS" => Months(),
        "INTERN_SHARE" => Share(AtOnce + (Number("OTHER_INTERNS") ?? 0), Number("STAFF_IN_POST")),
        "INTERN_SHARE_OF_POST_KIND" => Share(AtOnceOfKind, Number("STAFF_OF_POST_KIND")),
        "PAY_SHARE" => Share(Number("PAY_PER_MONTH"), Number("POST_WAGE")),
        "PAY_ABOVE_LOWEST_GRADE" => Number("PAY_PER_MONTH") - Number("LOWEST_GRADE_WAGE"),
        _ when attribute.EndsWith(BeforeStart, StringComparison.Ordinal) => Date(attribute[..^BeforeStart.Length]) is { } date ? (decimal)(Placement.StartsOn.DayNumber - date.DayNumber) : null,
        _ when attribute.EndsWith(AfterEnd, StringComparison.Ordinal) => Date(attribute[..^AfterEnd.Length]) is { } date ? (decimal)(date.DayNumber - Placement.EndsOn.DayNumber) : null,
        _ => Placement.Proven(attribute),
    };

    /// <summary>Begun months count: one day more than six months is the seventh.</summary>
    private decimal Months()
    {
        var after = Placement.EndsOn.AddDays(1);
        var whole = Dates.WholeMonths(Placement.StartsOn, after);
        return Placement.StartsOn.AddMonths(whole) < after ? whole + 1 : whole;
    }

    /// <summary>Of nobody, any number is too many.</summary>
    private static decimal? Share(decimal? part, decimal? whole) => whole is 0 ? part is 0 ? 0 : decimal.MaxValue : part / whole;

    private decimal? Number(string item) => (decimal?)Placement.Proven(item);

    private DateOnly? Date(string item) => (DateOnly?)Placement.Proven(item);
}
