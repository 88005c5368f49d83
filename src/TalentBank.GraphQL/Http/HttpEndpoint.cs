using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Http;

/// <summary>
/// Serves an engine by the GraphQL-over-HTTP specification (https://graphql.github.io/graphql-over-http/draft/), whatever
/// HTTP server hands the requests over.
/// </summary>
public sealed class HttpEndpoint(Engine engine, HttpEndpointOptions? options = null)
{
    /// <summary>The headers that show that a browser has asked leave, by any of their usual names.</summary>
    public static readonly ImmutableArray<string> PreflightHeaders = ["GraphQL-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name"];

    private readonly HttpEndpointOptions _options = options ?? HttpEndpointOptions.Default;

    /// <summary>Answers one HTTP request.</summary>
    /// <param name="question">The request.</param>
    /// <param name="requestContext">For the resolvers: <see cref="FieldContext.RequestContext"/>.</param>
    /// <param name="cancellationToken">Ends the execution with an <see cref="OperationCanceledException"/>.</param>
    public async ValueTask<HttpAnswer> Answer(HttpQuestion question, object? requestContext = null, CancellationToken cancellationToken = default)
    {
        if (ResponseMediaType.Negotiate(question.Accept) is not { } mediaType)
        {
            return Refuse(
                new Refusal(406, "NOT_ACCEPTABLE", "Responses are application/graphql-response+json or application/json."), ResponseMediaType.Json);
        }
        if (!TryReadRequest(question, out var request, out var refusal))
            return Refuse(refusal, mediaType);
        var prepared = engine.Prepare(request);
        if (prepared.Refusal is { } refused)
            return AnswerWith(refused, mediaType);
        return Forbidden(question, prepared.Operation!.Operation, OperationType.Query) is { } forbidden
            ? Refuse(forbidden, mediaType)
            : AnswerWith(await engine.Execute(prepared, request, requestContext, cancellationToken), mediaType);
    }

    /// <summary>
    /// Reads a request that will be answered by a stream of responses. What is wrong with the HTTP request is answered at once;
    /// what is wrong with the operation, the stream says.
    /// </summary>
    public bool TryRead(HttpQuestion question, [NotNullWhen(true)] out GraphQLRequest? request, [NotNullWhen(false)] out HttpAnswer? refusal)
    {
        if (TryReadRequest(question, out request, out var unreadable) && engine.Prepare(request).Operation is { Operation: var operation })
            unreadable = Forbidden(question, operation, OperationType.Query, OperationType.Subscription);
        refusal = unreadable is null ? null : Refuse(unreadable, ResponseMediaType.Json);
        return refusal is null;
    }

    private bool TryReadRequest(HttpQuestion question, [NotNullWhen(true)] out GraphQLRequest? request, [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        var limits = question.Limits ?? engine.Limits;
        if (question.Body.Length > limits.BodyBytes)
            refusal = new Refusal(413, "LIMIT_BODY", $"The body has more than {limits.BodyBytes} bytes.");
        else if (RequestReader.TryRead(question, out request, out refusal))
            request = request with { Limits = question.Limits };
        return refusal is null;
    }

    /// <summary>Section "GET": a safe method changes nothing.</summary>
    private Refusal? Forbidden(HttpQuestion question, OperationType operation, params ReadOnlySpan<OperationType> safe)
    {
        if (question.Method != "GET")
            return null;
        if (!safe.Contains(operation))
            return new Refusal(405, "METHOD_NOT_ALLOWED", "GET executes queries only; send this operation by POST.", Allow: "POST");
        return !question.HasPreflightHeader && _options.GetNeedsPreflight
            ? new Refusal(400, "PREFLIGHT_REQUIRED", $"GET is answered with a header \"{PreflightHeaders[0]}: 1\".")
            : null;
    }

    /// <summary>Section "Status Codes": only <c>application/graphql-response+json</c> tells a request error by its status.</summary>
    private static HttpAnswer AnswerWith(ExecutionResult result, ResponseMediaType mediaType) =>
        new(result.WasExecuted || mediaType == ResponseMediaType.Json ? 200 : 400, mediaType.ContentType, result);

    private static HttpAnswer Refuse(Refusal refusal, ResponseMediaType mediaType) => new(
        refusal.Status,
        mediaType.ContentType,
        ExecutionResult.Refused(new GraphQLError(refusal.Message) { Extensions = ErrorCode.Extensions(refusal.Code) }),
        refusal.Allow);
}
