namespace TalentBank.GraphQL;

/// <summary>The codes in <c>extensions.code</c> of the errors that the engine raises itself.</summary>
internal static class ErrorCode
{
    public static readonly IReadOnlyDictionary<string, object?> ParseFailed = Extensions("GRAPHQL_PARSE_FAILED");
    public static readonly IReadOnlyDictionary<string, object?> ValidationFailed = Extensions("GRAPHQL_VALIDATION_FAILED");
    public static readonly IReadOnlyDictionary<string, object?> OperationResolutionFailure = Extensions("OPERATION_RESOLUTION_FAILURE");
    public static readonly IReadOnlyDictionary<string, object?> BadUserInput = Extensions("BAD_USER_INPUT");

    private static readonly IReadOnlyDictionary<string, object?> InternalServerError = Extensions("INTERNAL_SERVER_ERROR");

    public static IReadOnlyDictionary<string, object?> Extensions(string code) =>
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };

    public static IReadOnlyDictionary<string, object?> Bug(string? traceId) => traceId is null
        ? InternalServerError
        : new Dictionary<string, object?>(InternalServerError, StringComparer.Ordinal) { ["traceId"] = traceId };
}
