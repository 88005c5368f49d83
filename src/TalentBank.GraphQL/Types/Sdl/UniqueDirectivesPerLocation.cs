using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>
/// A directive stands once on a definition, its extensions included, unless it is repeatable. Specification, section 3.13
/// and "Type Validation" of each kind of extension.
/// </summary>
internal static class UniqueDirectivesPerLocation
{
    public static void Check(SdlContext context)
    {
        var knownByDefinition = new Dictionary<string, Dictionary<string, Ast.Node>>();
        foreach (var part in context.Parts)
        {
            var owner = part.Node switch
            {
                Ast.SchemaDefinition => "schema",
                Ast.TypeDefinition type => $"type {type.Name.Value}",
                _ => null,
            };
            Dictionary<string, Ast.Node>? known = [];
            if (owner is not null && !knownByDefinition.TryAdd(owner, known))
                known = knownByDefinition[owner];
            foreach (var directive in part.Directives)
            {
                if (context.Directive(directive.Name.Value) is { Repeatable: false })
                    context.ReportRepeated(known, directive.Name, directive, $"The directive \"@{directive.Name.Value}\" can only be used once at this location.");
            }
        }
    }
}
