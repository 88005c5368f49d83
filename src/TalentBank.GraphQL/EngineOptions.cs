using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Limiting;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL;

/// <summary>The options of each step that a request goes through.</summary>
public sealed record EngineOptions
{
    public static readonly EngineOptions Default = new();

    public ParserOptions Parser { get; init; } = ParserOptions.Default;

    public ValidationOptions Validation { get; init; } = ValidationOptions.Default;

    public ExecutorOptions Execution { get; init; } = ExecutorOptions.Default;

    /// <summary>How much one request may ask, unless <see cref="GraphQLRequest.Limits"/> says otherwise; at first any amount.</summary>
    public Limits Limits { get; init; } = Limits.None;

    /// <summary>Documents that requests may name instead of bringing them; at first none.</summary>
    public TrustedDocuments TrustedDocuments { get; init; } = TrustedDocuments.None;

    /// <summary>How many documents, parsed and found valid, are remembered by their text; those unused the longest are forgotten.</summary>
    public int RememberedDocuments { get; init; } = 1_000;
}
