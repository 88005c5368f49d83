using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>The fields asked of a value, under whatever alias and through whatever fragments.</summary>
public readonly struct FieldSelection
{
    private readonly IReadOnlyList<SelectionPlan>? _plans;

    internal FieldSelection(params IReadOnlyList<SelectionPlan> plans) => _plans = plans;

    /// <summary>The field of that name is asked of some object that the value may be.</summary>
    public bool Has(string field) => Find(field).Any();

    /// <summary>What is asked of the value of the field of that name, all its aliases together; nothing if it is not asked for.</summary>
    public FieldSelection this[string field] =>
        new([.. Find(field).Select(collected => collected.Selections).OfType<SelectionPlan>().Distinct()]);

    private IEnumerable<CollectedField> Find(string name) =>
        from plan in _plans ?? []
        from type in plan.Type is ObjectType only ? [only] : plan.Type.PossibleTypes
        from collected in plan.FieldsOf(type)
        where collected.Definition.Name == name
        select collected;
}
