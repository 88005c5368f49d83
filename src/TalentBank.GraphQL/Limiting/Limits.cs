namespace TalentBank.GraphQL.Limiting;

/// <summary>
/// How much one request may ask, each checked before anything of it is executed, but for <see cref="Time"/>; null: any amount.
/// What exceeds is refused with a code of its own, such as <c>LIMIT_DEPTH</c>.
/// </summary>
public sealed record Limits
{
    public static readonly Limits None = new();

    /// <summary>Bytes of the body, after which a transport reads no further.</summary>
    public int? BodyBytes { get; init; }

    /// <summary>Tokens of the document.</summary>
    public int? Tokens { get; init; }

    /// <summary>Fields within one another, fragments followed and leaves included; those of introspection are counted apart.</summary>
    public int? Depth { get; init; }

    /// <summary>The same from <c>__schema</c> or <c>__type</c> on: 15 is what tools ask to learn a schema.</summary>
    public int? IntrospectionDepth { get; init; }

    /// <summary>Fields with an alias in the document.</summary>
    public int? Aliases { get; init; }

    /// <summary>Fields of an operation's root, fragments followed; the same field again counts again.</summary>
    public int? RootFields { get; init; }

    /// <summary>Directives in the document.</summary>
    public int? Directives { get; init; }

    /// <summary>Fragments that the document defines; and how often an operation comes to spread one, fragments followed.</summary>
    public int? Fragments { get; init; }

    /// <summary>Entries of a page: <c>first</c> or <c>last</c>, of which a field takes one.</summary>
    public int? PageSize { get; init; }

    /// <summary>The operation's cost, with its variables' values: see <see cref="OperationCost"/>.</summary>
    public double? Cost { get; init; }

    /// <summary>How long the execution may take. What it has changed by then stays changed.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How many errors a refused request is told. Errors of fields are all told, since each explains a null.</summary>
    public int? Errors { get; init; }

    /// <summary>Whether the answer tells the cost, in <c>extensions.cost</c>.</summary>
    public bool TellCost { get; init; }
}
