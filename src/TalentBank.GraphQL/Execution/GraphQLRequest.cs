using TalentBank.GraphQL.Limiting;

namespace TalentBank.GraphQL.Execution;

/// <summary>What a client asks (specification, section 6.1: Executing Requests).</summary>
/// <param name="Query">The source text of the document; empty where <see cref="TrustedDocuments"/> has it.</param>
/// <param name="OperationName">Which of the document's operations to execute; may be null where there is only one.</param>
/// <param name="Variables">
/// Raw values by the variables' names: null, bool, int, long, decimal, double, string, lists and maps of those.
/// </param>
/// <param name="Extensions">Whatever client and server agreed on beyond the specification.</param>
public sealed record GraphQLRequest(
    string Query,
    string? OperationName = null,
    IReadOnlyDictionary<string, object?>? Variables = null,
    IReadOnlyDictionary<string, object?>? Extensions = null)
{
    /// <summary>The document's name, if it has one: <c>sha256:</c> and the hash of its text.</summary>
    public string? DocumentId { get; init; }

    /// <summary>How much this asker may ask; null: what <see cref="EngineOptions.Limits"/> says.</summary>
    public Limits? Limits { get; init; }
}
