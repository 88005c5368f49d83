using TalentBank.GraphQL.Execution;

namespace TalentBank.GraphQL.Streaming;

/// <summary>
/// Answers an operation of any kind: a query or mutation by one response, a subscription by one for each event. A response
/// that was not executed (<see cref="ExecutionResult.WasExecuted"/>) is the last.
/// </summary>
public delegate IAsyncEnumerable<ExecutionResult> Respond(GraphQLRequest request, CancellationToken cancellationToken);
