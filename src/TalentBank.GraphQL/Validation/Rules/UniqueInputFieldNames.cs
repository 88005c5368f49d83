using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An input object names each field once. Specification, section 5.6.3.</summary>
public sealed class UniqueInputFieldNames(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is not Ast.ObjectValue { Fields: { Length: > 1 } fields })
            return;
        var known = new Dictionary<string, Ast.Name>();
        foreach (var field in fields)
        {
            if (!known.TryAdd(field.Name.Value, field.Name))
                context.Report($"There can be only one input field named \"{field.Name.Value}\".", known[field.Name.Value], field.Name);
        }
    }
}
