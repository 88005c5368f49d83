using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>How a schema's fields get their values: by a resolver, else from the property of the parent that has the field's name.</summary>
public sealed class Resolvers
{
    private readonly Dictionary<string, FieldResolver> _fields = [];
    private readonly Dictionary<string, FieldResolver> _events = [];
    private readonly Dictionary<string, TypeResolver> _types = [];
    private readonly Dictionary<string, Type> _bound = [];

    /// <summary>
    /// Stands in for the properties: every field without a resolver of its own is asked here. Null, as it is at first: the value
    /// is the parent's public property called as the field is, in PascalCase; of an
    /// <c>IReadOnlyDictionary&lt;string, object?&gt;</c>, the entry called exactly so.
    /// </summary>
    public FieldResolver? Default { get; set; }

    internal IReadOnlyDictionary<string, FieldResolver> Fields => _fields;

    internal IReadOnlyDictionary<string, FieldResolver> EventStreams => _events;

    internal IReadOnlyDictionary<string, TypeResolver> Types => _types;

    internal IReadOnlyDictionary<string, Type> Bound => _bound;

    /// <summary>Gives a field, named <c>Type.field</c>, its resolver.</summary>
    public Resolvers Field(string coordinate, FieldResolver resolver)
    {
        _fields.Add(coordinate, resolver);
        return this;
    }

    /// <summary>Gives a field, named <c>Type.field</c>, a resolver that need not wait for anything.</summary>
    public Resolvers Field(string coordinate, Func<FieldContext, object?> resolver) =>
        Field(coordinate, context => resolver(context) switch
        {
            Task => throw new InvalidOperationException($"The resolver of {coordinate} gave a task: it must be asynchronous."),
            var value => ValueTask.FromResult(value),
        });

    /// <summary>
    /// Gives a subscription's field its events: the resolver gives an <c>IAsyncEnumerable&lt;object?&gt;</c>, or a
    /// <see cref="FieldError"/>. Each event is the field's value, unless the field has a resolver as well: that one is asked
    /// for the value at each event, which is its <see cref="FieldContext.Parent"/>.
    /// </summary>
    public Resolvers Events(string coordinate, FieldResolver stream)
    {
        _events.Add(coordinate, stream);
        return this;
    }

    /// <summary>
    /// Says of which object type the values of an interface or union are. Without it, that is the type bound to the value's CLR
    /// type or one it derives from, else the one called as its CLR type is; of a map, the one that its <c>__typename</c> says.
    /// </summary>
    public Resolvers RuntimeType(string abstractType, TypeResolver resolver)
    {
        _types.Add(abstractType, resolver);
        return this;
    }

    /// <summary>Says that the values of an object type are of a CLR type, so that <see cref="Check"/> knows their properties.</summary>
    public Resolvers Bind(string objectType, Type clrType)
    {
        _bound.Add(objectType, clrType);
        return this;
    }

    /// <inheritdoc cref="Bind(string, Type)"/>
    public Resolvers Bind<T>(string objectType) => Bind(objectType, typeof(T));

    /// <summary>
    /// Every field that could get no value, and whatever here is meant for something the schema does not have: one sentence each.
    /// A service that starts with an empty list has no field that fails on first use.
    /// </summary>
    public IReadOnlyList<string> Check(Schema schema) => ResolverCheck.Check(schema, this);
}
