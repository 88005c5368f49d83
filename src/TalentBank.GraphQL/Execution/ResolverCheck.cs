using System.Collections;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>Compares the resolvers with the schema.</summary>
internal static class ResolverCheck
{
    public static IReadOnlyList<string> Check(Schema schema, Resolvers resolvers) =>
        [.. Fields(schema, resolvers), .. Strays(schema, resolvers)];

    private static IEnumerable<string> Fields(Schema schema, Resolvers resolvers)
    {
        if (resolvers.Default is not null)
            yield break;
        foreach (var type in schema.Types.OfType<ObjectType>().Where(type => !type.IsIntrospection))
        {
            if (type == schema.SubscriptionType)
            {
                foreach (var field in type.Fields.Where(field => !resolvers.EventStreams.ContainsKey(field.ToString())))
                    yield return $"{field} has no events.";
                continue;
            }
            var clrType = resolvers.Bound.GetValueOrDefault(type.Name);
            foreach (var field in type.Fields.Where(field => !resolvers.Fields.ContainsKey(field.ToString()) && !resolvers.EventStreams.ContainsKey(field.ToString())))
            {
                if (clrType is null)
                    yield return $"{type.Name}.{field.Name} has no resolver, and {type.Name} is not bound to a CLR type.";
                else if (PropertyGetters.Property(clrType, field.Name) is not { } property)
                {
                    if (!PropertyGetters.IsMap(clrType))
                        yield return $"{type.Name}.{field.Name} has no resolver, and {clrType.Name} has no public property {PropertyGetters.PropertyName(field.Name)}.";
                }
                else if (!MayBe(property.PropertyType, field.Type))
                {
                    yield return $"{type.Name}.{field.Name} is {field.Type}, but {clrType.Name}.{property.Name} is {property.PropertyType.Name}.";
                }
            }
        }
    }

    private static IEnumerable<string> Strays(Schema schema, Resolvers resolvers)
    {
        foreach (var coordinate in resolvers.Fields.Keys)
        {
            if (!SchemaCoordinate.TryParse(coordinate, out var parsed) || schema.Element(parsed) is not Field { Parent: ObjectType })
                yield return $"There is a resolver for {coordinate}, but no object type of the schema has that field.";
        }
        foreach (var coordinate in resolvers.EventStreams.Keys.Where(coordinate => schema.SubscriptionType?.Fields.Any(field => field.ToString() == coordinate) != true))
            yield return $"There are events for {coordinate}, but the schema has no such subscription.";
        foreach (var type in resolvers.Types.Keys.Where(type => schema.Type(type) is not CompositeType { IsAbstract: true }))
            yield return $"There is a type resolver for {type}, but the schema has no interface or union of that name.";
        foreach (var type in resolvers.Bound.Keys.Where(type => schema.Type(type) is not ObjectType))
            yield return $"{type} is bound to a CLR type, but the schema has no object type of that name.";
    }

    /// <summary>A list wants a sequence and an object none; what a custom scalar makes of a value, and what an object holds, shows only then.</summary>
    private static bool MayBe(Type clrType, GraphQLType type) =>
        clrType == typeof(object)
        || type.Nullable is ScalarType { IsBuiltIn: false }
        || type.Nullable is ListType == (clrType != typeof(string) && clrType.IsAssignableTo(typeof(IEnumerable)));
}
