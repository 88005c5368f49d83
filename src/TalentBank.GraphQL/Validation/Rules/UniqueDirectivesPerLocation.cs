using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A directive stands once at a place, unless it is repeatable. Specification, section 5.7.3.</summary>
public sealed class UniqueDirectivesPerLocation(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        var (directives, _) = DirectivesOf.Node(node);
        if (directives.Length < 2)
            return;
        var known = new Dictionary<string, Ast.Directive>();
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (context.Schema.Directive(name) is { IsRepeatable: false } && !known.TryAdd(name, directive))
                context.Report($"The directive \"@{name}\" can only be used once at this location.", known[name], directive);
        }
    }
}
