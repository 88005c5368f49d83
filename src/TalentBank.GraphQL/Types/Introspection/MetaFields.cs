using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Introspection;

/// <summary>
/// <c>__typename</c>, <c>__schema</c> and <c>__type</c> (specification, sections 4.1 and 4.2), and the numbers of all fields.
/// </summary>
internal static class MetaFields
{
    private static readonly Ast.ObjectTypeDefinition Definitions = (Ast.ObjectTypeDefinition)Parser.Parse(
        """
        type Query {
          "The name of the current Object type at runtime."
          __typename: String!
          "Access the current type schema of this server."
          __schema: __Schema!
          "Request the type information of a single type."
          __type(name: String!): __Type
        }
        """).Node!.Definitions[0];

    public static void AddTo(Schema schema)
    {
        schema.TypeNameField = Create(0, schema, parent: null, introspect: null);
        schema.SchemaField = Create(1, schema, schema.QueryType, (_, _) => schema);
        schema.TypeField = Create(2, schema, schema.QueryType, (_, arguments) => schema.Type((string)arguments["name"]!));

        var ordinal = 0;
        foreach (var type in schema.Types.OfType<ImplementingType>())
        {
            foreach (var field in type.Fields)
            {
                field.Ordinal = ordinal++;
                if (BuiltInDefinitions.Types.ContainsKey(type.Name))
                    field.Introspect = IntrospectionFields.All[field.ToString()];
            }
        }
        foreach (var field in (Field[])[schema.TypeNameField, schema.SchemaField, schema.TypeField])
            field.Ordinal = ordinal++;
        schema.FieldCount = ordinal;
    }

    private static Field Create(
        int index, Schema schema, ImplementingType? parent, Func<object?, IReadOnlyDictionary<string, object?>, object?>? introspect)
    {
        var definition = Definitions.Fields[index];
        return new Field(definition.Name.Value)
        {
            Definition = definition,
            Parent = parent,
            Type = schema.Type(definition.Type)!,
            Introspect = introspect,
            Arguments = [.. definition.Arguments.Select(argument => new Argument(argument.Name.Value)
            {
                Definition = argument,
                Type = schema.Type(argument.Type)!,
            })],
        };
    }
}
