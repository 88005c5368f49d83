using System.Collections.Immutable;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An argument that must not be null and has no default is given. Specification, section 5.4.3.</summary>
public sealed class ProvidedRequiredArguments(ValidationContext context) : Rule
{
    public override void Leave(Ast.Node node)
    {
        switch (node)
        {
            case Ast.Field field when context.Position.Field is { } definition:
                Check(field.Arguments, definition.Arguments, $"Field \"{definition.Name}\"", node);
                break;
            case Ast.Directive directive when context.Position.Directive is { } definition:
                Check(directive.Arguments, definition.Arguments, $"Directive \"@{definition.Name}\"", node);
                break;
        }
    }

    private void Check(ImmutableArray<Ast.Argument> given, ImmutableArray<Argument> known, string of, Ast.Node node)
    {
        foreach (var argument in known)
        {
            if (argument.IsRequired && !given.Any(one => one.Name.Value == argument.Name))
                context.Report($"{of} argument \"{argument.Name}\" of type \"{argument.Type}\" is required, but it was not provided.", node);
        }
    }
}
