using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An operation uses the variables it declares, in itself or its fragments. Specification, section 5.8.4.</summary>
public sealed class NoUnusedVariables(ValidationContext context) : Rule
{
    public override void Leave(Ast.Node node)
    {
        if (node is not Ast.Document document)
            return;
        foreach (var operation in document.Definitions.OfType<Ast.OperationDefinition>())
        {
            if (operation.Variables.IsEmpty)
                continue;
            var used = context.VariablesUsedBy(operation).Select(use => use.Variable.Name.Value).ToHashSet();
            foreach (var variable in operation.Variables)
            {
                var name = variable.Variable.Name.Value;
                if (!used.Contains(name))
                {
                    context.Report(
                        operation.Name is { } by
                            ? $"Variable \"${name}\" is never used in operation \"{by.Value}\"."
                            : $"Variable \"${name}\" is never used.",
                        variable);
                }
            }
        }
    }
}
