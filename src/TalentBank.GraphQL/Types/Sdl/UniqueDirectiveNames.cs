using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>All directives have names of their own. Specification, section 3.3.</summary>
internal static class UniqueDirectiveNames
{
    public static void Check(SdlContext context)
    {
        var known = new Dictionary<string, Ast.Node>();
        foreach (var directive in context.Definitions.OfType<Ast.DirectiveDefinition>())
        {
            var name = directive.Name;
            if (context.Extended?.Directive(name.Value) is not null)
                context.Report($"Directive \"@{name.Value}\" already exists in the schema. It cannot be redefined.", name);
            else
                context.ReportRepeated(known, name, name, $"There can be only one directive named \"@{name.Value}\".");
        }
    }
}
