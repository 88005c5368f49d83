using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>The binding of every field of a schema.</summary>
internal sealed class FieldBindings
{
    private readonly FieldBinding[] _byOrdinal;

    public FieldBindings(Schema schema, Resolvers resolvers)
    {
        _byOrdinal = new FieldBinding[schema.FieldCount];
        _byOrdinal[schema.TypeNameField.Ordinal] = new FieldBinding { IsTypeName = true };
        foreach (var field in schema.Types.OfType<ImplementingType>().SelectMany(type => type.Fields).Append(schema.SchemaField).Append(schema.TypeField))
            _byOrdinal[field.Ordinal] = Bind(field, resolvers);
    }

    public FieldBinding Of(Field field) => _byOrdinal[field.Ordinal];

    private static FieldBinding Bind(Field field, Resolvers resolvers)
    {
        if (field.Introspect is { } introspect)
            return new FieldBinding { Introspection = introspect };
        var events = resolvers.EventStreams.GetValueOrDefault(field.ToString());
        if (resolvers.Fields.GetValueOrDefault(field.ToString()) is { } resolver)
            return new FieldBinding { Resolver = resolver, Events = events };
        if (events is not null)
            return new FieldBinding { Resolver = static context => ValueTask.FromResult(context.Parent), Events = events };
        return resolvers.Default is { } byDefault
            ? new FieldBinding { Resolver = byDefault }
            : new FieldBinding { Property = new PropertyGetters(field) };
    }
}
