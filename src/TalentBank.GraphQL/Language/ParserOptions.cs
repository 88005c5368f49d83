namespace TalentBank.GraphQL.Language;

/// <summary>Bounds on a text from strangers.</summary>
public sealed record ParserOptions
{
    public static readonly ParserOptions Default = new();

    /// <summary>How many tokens a text may have; null: any number.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>
    /// How deep selection sets, lists, objects and list types may nest. No document that means something comes near the default;
    /// it keeps whoever walks the tree from overflowing the stack, which no process survives.
    /// </summary>
    public int MaxDepth { get; init; } = 500;
}
