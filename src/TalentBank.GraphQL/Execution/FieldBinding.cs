namespace TalentBank.GraphQL.Execution;

/// <summary>Where one field of the schema gets its values: exactly one of the four, a subscription's besides its events.</summary>
internal sealed class FieldBinding
{
    public FieldResolver? Resolver { get; init; }

    public FieldResolver? Events { get; init; }

    public PropertyGetters? Property { get; init; }

    public Func<object?, IReadOnlyDictionary<string, object?>, object?>? Introspection { get; init; }

    /// <summary>It is <c>__typename</c>.</summary>
    public bool IsTypeName { get; init; }
}
