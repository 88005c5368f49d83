using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>There is one schema definition at most. Specification, section 3.3.1.</summary>
internal static class LoneSchemaDefinition
{
    public static void Check(SdlContext context)
    {
        var alreadyDefined = context.Extended is { } extended
            && (extended.Definitions.Any(static part => !part.IsExtension) || extended.RootTypes.Any());
        var definitions = context.Definitions.OfType<Ast.SchemaDefinition>().Where(static part => !part.IsExtension);
        foreach (var (index, definition) in definitions.Index())
        {
            if (alreadyDefined)
                context.Report("Cannot define a new schema within a schema extension.", definition);
            else if (index > 0)
                context.Report("Must provide only one schema definition.", definition);
        }
    }
}
