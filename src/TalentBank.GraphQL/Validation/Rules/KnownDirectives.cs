using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A directive is defined, and for the place it is at. Specification, sections 5.7.1 and 5.7.2.</summary>
public sealed class KnownDirectives(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        var (directives, location) = DirectivesOf.Node(node);
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (context.Schema.Directive(name) is not { } definition)
                context.Report($"Unknown directive \"@{name}\".", directive);
            else if (!definition.Locations.Contains(location))
                context.Report($"Directive \"@{name}\" may not be used on {location.SdlName()}.", directive);
        }
    }
}
