namespace TalentBank.GraphQL.Language;

/// <summary>Bounds on a text from strangers. Whatever they are, no text overflows the stack.</summary>
public sealed record ParserOptions
{
    public static readonly ParserOptions Default = new();

    /// <summary>How many tokens a text may have; null: any number.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>How deep selection sets, values and types may nest; null: as deep as the stack carries.</summary>
    public int? MaxDepth { get; init; }
}
