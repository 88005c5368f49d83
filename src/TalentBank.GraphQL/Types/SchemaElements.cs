using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>A schema's elements and their coordinates (specification, section 2, "Schema Coordinates").</summary>
internal static class SchemaElements
{
    public static IEnumerable<(SchemaCoordinate Coordinate, object Element)> Of(Schema schema)
    {
        foreach (var directive in schema.DirectiveDefinitions.Where(static directive => !BuiltInDefinitions.Directives.ContainsKey(directive.Name)))
        {
            var coordinate = new SchemaCoordinate(directive.Name, IsDirective: true);
            yield return (coordinate, directive);
            foreach (var argument in directive.Arguments)
                yield return (coordinate with { Argument = argument.Name }, argument);
        }
        foreach (var type in schema.Types.Where(static type => !BuiltInDefinitions.Types.ContainsKey(type.Name)))
        {
            var coordinate = new SchemaCoordinate(type.Name);
            yield return (coordinate, type);
            foreach (var field in (type as ImplementingType)?.Fields ?? [])
            {
                yield return (coordinate with { Member = field.Name }, field);
                foreach (var argument in field.Arguments)
                    yield return (coordinate with { Member = field.Name, Argument = argument.Name }, argument);
            }
            foreach (var field in (type as InputObjectType)?.Fields ?? [])
                yield return (coordinate with { Member = field.Name }, field);
            foreach (var value in (type as EnumType)?.Values ?? [])
                yield return (coordinate with { Member = value.Name }, value);
        }
    }

    public static object? Find(Schema schema, SchemaCoordinate coordinate)
    {
        if (coordinate.IsDirective)
            return coordinate.Argument is null ? schema.Directive(coordinate.Name) : schema.Directive(coordinate.Name)?.Argument(coordinate.Argument);
        var type = schema.Type(coordinate.Name);
        return coordinate switch
        {
            { Member: null } => type,
            { Argument: { } argument } => (type as ImplementingType)?.Field(coordinate.Member)?.Argument(argument),
            _ => type switch
            {
                ImplementingType implementing => implementing.Field(coordinate.Member),
                InputObjectType input => input.Field(coordinate.Member),
                EnumType values => values.Value(coordinate.Member),
                _ => null,
            },
        };
    }

    public static string? DescriptionOf(object element) => element switch
    {
        NamedType type => type.Description,
        Field field => field.Description,
        InputValue input => input.Description,
        EnumValue value => value.Description,
        DirectiveDefinition directive => directive.Description,
        _ => null,
    };

    public static void Describe(Schema schema, Func<SchemaCoordinate, string?> describe)
    {
        foreach (var (coordinate, element) in Of(schema).Where(static item => DescriptionOf(item.Element) is null))
        {
            switch (element)
            {
                case NamedType type:
                    type.Description = describe(coordinate);
                    break;
                case Field field:
                    field.Description = describe(coordinate);
                    break;
                case InputValue input:
                    input.Description = describe(coordinate);
                    break;
                case EnumValue value:
                    value.Description = describe(coordinate);
                    break;
                case DirectiveDefinition directive:
                    directive.Description = describe(coordinate);
                    break;
            }
        }
    }
}
