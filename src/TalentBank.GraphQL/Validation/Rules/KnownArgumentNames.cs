using System.Collections.Immutable;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An argument given is one that the field or directive has. Specification, section 5.4.1.</summary>
public sealed class KnownArgumentNames(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        switch (node)
        {
            case Ast.Field field when context.Position is { Parent: { } parent, Field: { } definition }:
                Check(field.Arguments, definition.Arguments, $"field \"{parent}.{definition.Name}\"");
                break;
            case Ast.Directive directive when context.Position.Directive is { } definition:
                Check(directive.Arguments, definition.Arguments, $"directive \"@{definition.Name}\"");
                break;
        }
    }

    private void Check(ImmutableArray<Ast.Argument> given, ImmutableArray<Argument> known, string on)
    {
        foreach (var argument in given)
        {
            var name = argument.Name.Value;
            if (known.Any(definition => definition.Name == name))
                continue;
            var suggestion = context.Suggest(name, known.Select(definition => definition.Name));
            context.Report($"Unknown argument \"{name}\" on {on}.{suggestion}", argument);
        }
    }
}
