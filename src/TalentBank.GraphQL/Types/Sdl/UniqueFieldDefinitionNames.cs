using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>A type's fields have names of their own. Specification, sections 3.6, 3.7 and 3.10.</summary>
internal static class UniqueFieldDefinitionNames
{
    public static void Check(SdlContext context)
    {
        var known = new Dictionary<string, Dictionary<string, Ast.Node>>();
        foreach (var type in context.Definitions.OfType<Ast.TypeDefinition>())
        {
            var names = type switch
            {
                Ast.ImplementingTypeDefinition fields => fields.Fields.Select(static field => field.Name),
                Ast.InputObjectTypeDefinition fields => fields.Fields.Select(static field => field.Name),
                _ => [],
            };
            var typeName = type.Name.Value;
            if (!known.TryGetValue(typeName, out var knownOfType))
                known[typeName] = knownOfType = [];
            foreach (var name in names)
            {
                var coordinate = $"{typeName}.{name.Value}";
                if (Exists(context.Extended?.Type(typeName), name.Value))
                    context.Report($"Field \"{coordinate}\" already exists in the schema. It cannot also be defined in this type extension.", name);
                else
                    context.ReportRepeated(knownOfType, name, name, $"Field \"{coordinate}\" can only be defined once.");
            }
        }
    }

    private static bool Exists(NamedType? type, string field) =>
        (type as ImplementingType)?.Field(field) is not null || (type as InputObjectType)?.Field(field) is not null;
}
