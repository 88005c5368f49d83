using System.Net.WebSockets;
using Microsoft.Net.Http.Headers;
using TalentBank.GraphQL.Streaming;
using TalentBank.Server.Api;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Live;

/// <summary>
/// <c>/graphql</c> as a WebSocket. Browsers can't send headers with one, so what is missing of them is read from the payload
/// of <c>connection_init</c>, under their names: <c>authorization</c>, <c>acting-for</c>, <c>accept-language</c>.
/// </summary>
public sealed class SocketEndpoint(
    LiveAnswers answers, LiveConnections connections, Actors actors, TokenCheck tokens, BankSettings bank, LiveSettings settings, TimeProvider time, ILogger<SocketEndpoint> log)
{
    private readonly StreamingOptions _options = settings.Streaming(bank.Limits.BodyBytes, time, fault => log.LogError(fault, "An operation over a socket failed"));

    /// <summary>Serves the socket to its end; 403 to pages of foreign origins.</summary>
    public async Task Handle(HttpContext http)
    {
        if (!IsOwnOrigin(http.Request))
        {
            await GraphQLEndpoint.Refuse(http, StatusCodes.Status403Forbidden, "FORBIDDEN", "origin-foreign", GraphQLEndpoint.Language(http.Request));
            return;
        }

        var isSpoken = http.WebSockets.WebSocketRequestedProtocols.Contains(WebSocketSession.Subprotocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(isSpoken ? WebSocketSession.Subprotocol : null);
        if (!isSpoken)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)4406, "Subprotocol not acceptable", http.RequestAborted);
            return;
        }

        LiveConnection? connection = null;
        WebSocketSession? session = null;
        session = new WebSocketSession(
            async (payload, cancel) =>
            {
                var (known, refusal) = await Know(http, payload, reason => session!.Close(reason), cancel);
                connection = known;
                return refusal;
            },
            (request, cancel) => answers.Respond(connection!, request, cancel),
            _options);
        await using (session)
            await session.Run(socket, http.RequestAborted);
        if (connection is not null)
            connections.Leave(connection);
    }

    private async Task<(LiveConnection? Connection, CloseReason? Refusal)> Know(
        HttpContext http, IReadOnlyDictionary<string, object?>? payload, Action<CloseReason> close, CancellationToken cancel)
    {
        var person = SignedIn.Of(http);
        if (person is null && Said(HeaderNames.Authorization) is { } authorization)
            person = await tokens.Judge(authorization);
        if (person is null)
            return (null, CloseReason.Forbidden("not-signed-in"));
        var (actor, problem) = await actors.Find(bank.Zone, person, Said("Acting-For"), cancel);
        if (actor is null)
            return (null, CloseReason.Forbidden(problem!));
        if (Said(HeaderNames.AcceptLanguage) is { } languages)
            http.Request.Headers.AcceptLanguage = languages;
        var connection = new LiveConnection(person, actor, GraphQLEndpoint.Language(http.Request), close);
        return connections.Enter(connection) is { } refusal ? (null, refusal) : (connection, null);

        string? Said(string header) => http.Request.Headers[header].FirstOrDefault()
            ?? payload?.FirstOrDefault(entry => entry.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value as string;
    }

    /// <summary>Programs send no origin; a browser always does, and no page of elsewhere shall ask in its reader's name.</summary>
    private bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.FirstOrDefault() is not { } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase))
        || settings.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
