using TalentBank.Parties;

namespace TalentBank.Policies;

/// <summary>One condition of a policy: an attribute, how it is compared, and with what; and the clause that says so.</summary>
/// <param name="Id">What it is called within its policy.</param>
/// <param name="Clause">The text that it stands for, cited.</param>
/// <param name="Attribute">A code of the catalogue: <see cref="PolicyAttributes"/>.</param>
/// <param name="Comparison">How the attribute's value is compared.</param>
/// <param name="Values">With what, as text: <c>true</c>, <c>6</c>, <c>2026-01-01</c>, <c>FRONTLINE</c>.</param>
public sealed record PolicyCondition(string Id, Text Clause, string Attribute, PolicyComparison Comparison, IReadOnlyList<string> Values)
{
    private const int MostValues = 100;

    /// <summary>Whether a value of the attribute's type meets it; null where the value is not known.</summary>
    public bool? Met(IComparable? value, AttributeType type)
    {
        if (Comparison is PolicyComparison.IsKnown)
            return value is not null;
        if (value is null)
            return null;

        return Comparison switch
        {
            PolicyComparison.AtLeast => Against(Values[0]) >= 0,
            PolicyComparison.MoreThan => Against(Values[0]) > 0,
            PolicyComparison.AtMost => Against(Values[0]) <= 0,
            PolicyComparison.LessThan => Against(Values[0]) < 0,
            _ => Values.Any(wanted => Against(wanted) == 0),
        };

        int Against(string wanted) => value.CompareTo(AttributeTypes.Read(type, wanted));
    }

    /// <summary>What is wrong with it, each naming the condition; none where it can be published.</summary>
    public IEnumerable<Refusal> Flaws(Zone zone)
    {
        if (!Wording.IsLine(Id, 1, 40))
            yield return new Refusal("condition-id-out-of-range", "rule", [("condition", Id)]);
        if (!Wording.IsLine(Clause.Zh, 2, 500) || !Wording.IsLine(Clause.En, 2, 500))
            yield return new Refusal("clause-out-of-range", "rule", [("condition", Id), ("least", 2), ("most", 500)]);
        if (PolicyAttributes.Find(Attribute) is not { } attribute)
            yield return new Refusal("attribute-unknown", "rule", [("condition", Id), ("attribute", Attribute)]);
        else if (!AttributeTypes.Compares(attribute.Type, Comparison))
            yield return new Refusal("comparison-does-not-fit", "rule", [("condition", Id), ("comparison", Wording.Code(Comparison)), ("type", Wording.Code(attribute.Type))]);
        else if (!TakesSoManyValues)
            yield return new Refusal("values-do-not-fit", "rule", [("condition", Id), ("comparison", Wording.Code(Comparison)), ("values", Values.Count)]);
        else if (Values.FirstOrDefault(value => !attribute.Allows(value, zone)) is { } stranger)
            yield return new Refusal("value-ill-typed", "rule", [("condition", Id), ("attribute", Attribute), ("value", stranger), ("type", Wording.Code(attribute.Type))]);
    }

    private bool TakesSoManyValues => Comparison switch
    {
        PolicyComparison.IsKnown => Values.Count == 0,
        PolicyComparison.OneOf => Values.Count is >= 1 and <= MostValues,
        _ => Values.Count == 1,
    };
}

/// <summary>How an attribute's value is compared with a condition's.</summary>
public enum PolicyComparison
{
    Is,
    OneOf,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,

    /// <summary>Whether the bank knows the value at all.</summary>
    IsKnown,
}
