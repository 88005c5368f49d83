using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An argument is given once. Specification, section 5.4.2.</summary>
public sealed class UniqueArgumentNames(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        var arguments = node switch
        {
            Ast.Field field => field.Arguments,
            Ast.Directive directive => directive.Arguments,
            _ => [],
        };
        Duplicates.Report(context, arguments, argument => argument.Name, name => $"There can be only one argument named \"{name}\".");
    }
}
