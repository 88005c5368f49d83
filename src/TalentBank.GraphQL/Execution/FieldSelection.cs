using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>The fields asked of a value, under whatever alias and through whatever fragments.</summary>
public readonly struct FieldSelection
{
    private readonly SelectionPlan? _plan;

    internal FieldSelection(SelectionPlan? plan) => _plan = plan;

    /// <summary>The field of that name is asked of some object that the value may be.</summary>
    public bool Has(string field) => Find(field) is not null;

    /// <summary>What is asked of the value of the field of that name; nothing if it is not asked for.</summary>
    public FieldSelection this[string field] => new(Find(field)?.Selections);

    private CollectedField? Find(string name)
    {
        if (_plan is null)
            return null;
        foreach (var type in _plan.Type is ObjectType only ? [only] : _plan.Type.PossibleTypes)
        {
            foreach (var collected in _plan.FieldsOf(type))
            {
                if (collected.Definition.Name == name)
                    return collected;
            }
        }
        return null;
    }
}
