using Microsoft.AspNetCore.Http.Features;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Streaming;
using TalentBank.Server.Api;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Live;

/// <summary><c>/graphql</c> with <c>Accept: text/event-stream</c>: one operation, answered as an event stream.</summary>
public sealed class EventStreamEndpoint(
    HttpEndpoint endpoint, LiveAnswers answers, LiveConnections connections, Actors actors, BankSettings bank, LiveSettings settings, TimeProvider time,
    ILogger<EventStreamEndpoint> log)
{
    private readonly StreamingOptions _options = settings.Streaming(bank.Limits.BodyBytes, time, fault => log.LogError(fault, "An operation of an event stream failed"));

    /// <summary>Serves the stream to its end.</summary>
    public async Task Handle(HttpContext http)
    {
        var language = GraphQLEndpoint.Language(http.Request);
        var cancel = http.RequestAborted;
        if (SignedIn.Of(http) is not { } person)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await GraphQLEndpoint.Refuse(http, StatusCodes.Status401Unauthorized, "UNAUTHENTICATED", "not-signed-in", language);
            return;
        }

        var (actor, problem) = await actors.Find(bank.Zone, person, http.Request.Headers["Acting-For"].FirstOrDefault(), cancel);
        if (actor is null)
        {
            await GraphQLEndpoint.Refuse(http, StatusCodes.Status403Forbidden, "FORBIDDEN", problem!, language);
            return;
        }

        if (await HttpExchange.Body(http.Request, bank.Limits.BodyBytes ?? int.MaxValue, cancel) is not { } body)
        {
            await GraphQLEndpoint.Refuse(http, StatusCodes.Status413PayloadTooLarge, "LIMIT_BODY", "request-too-large", language);
            return;
        }

        if (!endpoint.TryRead(HttpExchange.Question(http.Request, body), out var request, out var unreadable))
        {
            await HttpExchange.Write(http, unreadable);
            return;
        }

        var session = new EventStreamSession(_options);
        var connection = new LiveConnection(person, actor, language, session.Close);
        if (connections.Enter(connection) is { } refusal)
        {
            await RefuseEntry(http, refusal, language);
            return;
        }

        try
        {
            http.Response.ContentType = $"{EventStreamSession.MediaType}; charset=utf-8";
            HttpExchange.SetHeaders(http.Response.Headers);
            // nginx holds back what it proxies unless it is told not to.
            http.Response.Headers["X-Accel-Buffering"] = "no";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            if (!await session.Run(ended => answers.Respond(connection, request, ended), http.Response.Body, cancel))
                http.Abort();
        }
        finally
        {
            connections.Leave(connection);
        }
    }

    private static Task RefuseEntry(HttpContext http, CloseReason refusal, string language)
    {
        if (refusal == LiveConnections.TokenExpired)
            return GraphQLEndpoint.Refuse(http, StatusCodes.Status401Unauthorized, "UNAUTHENTICATED", refusal.Text, language);
        if (refusal != LiveConnections.TooMany)
            return GraphQLEndpoint.RefuseForNow(http, "busy", language);
        http.Response.Headers.RetryAfter = "5";
        return GraphQLEndpoint.Refuse(http, StatusCodes.Status429TooManyRequests, "TOO_MANY_CONNECTIONS", refusal.Text, language);
    }
}
