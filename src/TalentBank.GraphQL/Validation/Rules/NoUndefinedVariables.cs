using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An operation declares the variables that it and its fragments use. Specification, section 5.8.3.</summary>
public sealed class NoUndefinedVariables(ValidationContext context) : Rule
{
    public override void Leave(Ast.Node node)
    {
        if (node is not Ast.Document document)
            return;
        foreach (var operation in document.Definitions.OfType<Ast.OperationDefinition>())
        {
            var defined = operation.Variables.Select(variable => variable.Variable.Name.Value).ToHashSet();
            foreach (var use in context.VariablesUsedBy(operation))
            {
                var name = use.Variable.Name.Value;
                if (!defined.Contains(name))
                {
                    context.Report(
                        operation.Name is { } by
                            ? $"Variable \"${name}\" is not defined by operation \"{by.Value}\"."
                            : $"Variable \"${name}\" is not defined.",
                        use.Variable,
                        operation);
                }
            }
        }
    }
}
