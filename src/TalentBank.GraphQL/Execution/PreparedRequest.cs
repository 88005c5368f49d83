using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Execution;

/// <summary>A request's document and operation, or why it is not executed.</summary>
internal sealed record PreparedRequest(Ast.Document? Document, Ast.OperationDefinition? Operation, ExecutionResult? Refusal)
{
    public static PreparedRequest Refused(IReadOnlyList<GraphQLError> errors) => new(null, null, ExecutionResult.Refused(errors));
}
