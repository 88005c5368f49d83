using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types.Coercion;

namespace TalentBank.GraphQL.Execution;

/// <summary>An operation that may be executed, and with what; or why it may not.</summary>
internal sealed record PreparedRequest(Ast.OperationDefinition? Operation, OperationPlan? Plan, IReadOnlyDictionary<string, object?> Variables)
{
    /// <summary>Null if it may be executed.</summary>
    public ExecutionResult? Refusal { get; private init; }

    /// <summary>Entries for the response's <c>extensions</c>; null if it has none.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    public static PreparedRequest Refused(IReadOnlyList<GraphQLError> errors, IReadOnlyDictionary<string, object?>? extensions = null) =>
        new(null, null, ArgumentCoercion.None) { Refusal = ExecutionResult.Refused(errors) with { Extensions = extensions } };
}
