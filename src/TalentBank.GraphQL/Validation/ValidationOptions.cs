using System.Collections.Immutable;

namespace TalentBank.GraphQL.Validation;

/// <summary>What a service asks of documents, and how much it tells about those it refuses.</summary>
public sealed record ValidationOptions
{
    public static readonly ValidationOptions Default = new();

    /// <summary>The rules to check; a service may add its own to the specified ones.</summary>
    public ImmutableArray<RuleFactory> Rules { get; init; } = SpecifiedRules.All;

    /// <summary>Stop after so many errors; null: tell all.</summary>
    public int? MaxErrors { get; init; }

    /// <summary>Whether an unknown name is answered with those of the schema that look like it ("Did you mean ...?").</summary>
    public bool Suggestions { get; init; } = true;

    /// <summary>
    /// Whether errors may quote names that the document does not: the type of a field, an argument that is missing. Without them
    /// and without suggestions nobody learns a schema from its errors.
    /// </summary>
    public bool ForeignNames { get; init; } = true;

    /// <summary>
    /// How deep selection sets may stand in one another, fragments followed. The parser bounds a text's own nesting; only
    /// this bounds what a chain of fragments adds, and so the stack that validation and execution use.
    /// </summary>
    public int MaxNesting { get; init; } = 200;
}
