using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>Only operations and fragments are executed. Specification, section 5.1.1.</summary>
public sealed class ExecutableDefinitions(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is not Ast.TypeSystemDefinition definition)
            return;
        var subject = definition switch
        {
            Ast.TypeDefinition type => $"\"{type.Name.Value}\"",
            Ast.DirectiveDefinition directive => $"\"@{directive.Name.Value}\"",
            _ => "schema",
        };
        context.Report($"The {subject} definition is not executable.", definition);
    }
}
