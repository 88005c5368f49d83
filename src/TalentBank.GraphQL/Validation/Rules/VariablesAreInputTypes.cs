using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A variable carries input. Specification, section 5.8.2.</summary>
public sealed class VariablesAreInputTypes(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is Ast.VariableDefinition variable && context.Schema.Type(variable.Type) is { IsInput: false } type)
            context.Report($"Variable \"${variable.Variable.Name.Value}\" cannot be non-input type \"{type}\".", variable.Type);
    }
}
