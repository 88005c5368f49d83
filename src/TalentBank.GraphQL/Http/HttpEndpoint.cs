using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Http;

/// <summary>
/// Serves an engine by the GraphQL-over-HTTP specification (https://graphql.github.io/graphql-over-http/draft/), whatever
/// HTTP server hands the requests over.
/// </summary>
public sealed class HttpEndpoint(Engine engine)
{
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
        if (!RequestReader.TryRead(question, out var request, out var refusal))
            return Refuse(refusal, mediaType);
        var prepared = engine.Prepare(request);
        if (prepared.Refusal is { } refused)
            return AnswerWith(refused, mediaType);
        // Section "GET": a safe method changes nothing.
        if (question.Method == "GET" && prepared.Operation!.Operation != OperationType.Query)
            return Refuse(new Refusal(405, "METHOD_NOT_ALLOWED", "GET executes queries only; send this operation by POST.", Allow: "POST"), mediaType);
        return AnswerWith(await engine.Execute(prepared, request, requestContext, cancellationToken), mediaType);
    }

    /// <summary>
    /// Reads a request that will be answered by a stream of responses. What is wrong with the HTTP request is answered at once;
    /// what is wrong with the operation, the stream says.
    /// </summary>
    public bool TryRead(HttpQuestion question, [NotNullWhen(true)] out GraphQLRequest? request, [NotNullWhen(false)] out HttpAnswer? refusal)
    {
        refusal = null;
        if (!RequestReader.TryRead(question, out request, out var unreadable))
            refusal = Refuse(unreadable, ResponseMediaType.Json);
        else if (question.Method == "GET" && engine.Prepare(request).Operation?.Operation == OperationType.Mutation)
            refusal = Refuse(new Refusal(405, "METHOD_NOT_ALLOWED", "GET changes nothing; send a mutation by POST.", Allow: "POST"), ResponseMediaType.Json);
        return refusal is null;
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
