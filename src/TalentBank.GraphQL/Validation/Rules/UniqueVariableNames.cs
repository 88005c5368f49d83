using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An operation declares each variable once. Specification, section 5.8.1.</summary>
public sealed class UniqueVariableNames(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is Ast.OperationDefinition operation)
            Duplicates.Report(context, operation.Variables, variable => variable.Variable.Name, name => $"There can be only one variable named \"${name}\".");
    }
}
