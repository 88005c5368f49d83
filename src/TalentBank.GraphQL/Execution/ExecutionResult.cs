using System.Buffers;

namespace TalentBank.GraphQL.Execution;

/// <summary>The answer to a request (specification, section 7.1: Response Format).</summary>
public sealed record ExecutionResult
{
    private ExecutionResult(bool wasExecuted, ResponseMap? data, IReadOnlyList<GraphQLError> errors)
    {
        WasExecuted = wasExecuted;
        Data = data;
        Errors = errors;
    }

    /// <summary>Execution began, so that the response has an entry <c>data</c>; false for a request error (section 7.1.2).</summary>
    public bool WasExecuted { get; }

    /// <summary>Null if execution did not begin, or if an error went up to the root.</summary>
    public ResponseMap? Data { get; }

    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>Entries for the response's <c>extensions</c>; null if it has none.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    public static ExecutionResult Refused(params IReadOnlyList<GraphQLError> errors) => new(false, null, errors);

    internal static ExecutionResult Executed(ResponseMap? data, IReadOnlyList<GraphQLError> errors) => new(true, data, errors);

    /// <summary>Writes the response as JSON in UTF-8 (section 7.2.1).</summary>
    public void WriteTo(IBufferWriter<byte> output) => ResponseWriter.Write(this, output);
}
