using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>All types have names of their own. Specification, section 3.3.</summary>
internal static class UniqueTypeNames
{
    public static void Check(SdlContext context)
    {
        var known = new Dictionary<string, Ast.Node>();
        foreach (var type in context.Definitions.OfType<Ast.TypeDefinition>().Where(static part => !part.IsExtension))
        {
            var name = type.Name.Value;
            if (context.Extended?.Type(name) is not null)
                context.Report($"Type \"{name}\" already exists in the schema. It cannot also be defined in this type definition.", type.Name);
            else
                context.ReportRepeated(known, type.Name, type.Name, $"There can be only one type named \"{name}\".");
        }
    }
}
