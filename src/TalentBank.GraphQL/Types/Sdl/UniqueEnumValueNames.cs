using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>An enum's values have names of their own. Specification, sections 3.9 and 3.9.1.</summary>
internal static class UniqueEnumValueNames
{
    public static void Check(SdlContext context)
    {
        foreach (var parts in context.Definitions.OfType<Ast.EnumTypeDefinition>().GroupBy(static type => type.Name.Value))
        {
            var known = new Dictionary<string, Ast.Node>();
            var existing = context.Extended?.Type(parts.Key) as EnumType;
            foreach (var value in parts.SelectMany(static part => part.Values))
            {
                var coordinate = $"{parts.Key}.{value.Name.Value}";
                if (existing?.Value(value.Name.Value) is not null)
                    context.Report($"Enum value \"{coordinate}\" already exists in the schema. It cannot also be defined in this type extension.", value.Name);
                else
                    context.ReportRepeated(known, value.Name, value.Name, $"Enum value \"{coordinate}\" can only be defined once.");
            }
        }
    }
}
