using System.Globalization;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Streaming;
using TalentBank.Server.Commands;
using TalentBank.Server.Live;
using TalentBank.Server.Questions;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Api;

/// <summary><c>/graphql</c>: GraphQL over HTTP, for whoever the bank knows.</summary>
public sealed class GraphQLEndpoint(
    HttpEndpoint endpoint, Actors actors, ReadModelStore store, Daemon daemon, PersonalSeal seal, ZoneCalendar calendar, LastWrites writes, BankSettings settings,
    Admission admission, SocketEndpoint sockets, EventStreamEndpoint streams, ILogger<GraphQLEndpoint> log)
{
    /// <summary>The header with which a client says what it must see, and the server what it has written or shown.</summary>
    public const string PositionHeader = "Log-Position";

    /// <summary>Answers one request: 503 where too many are under way, or the database is out of reach.</summary>
    public async Task Handle(HttpContext http)
    {
        var language = Language(http.Request);
        try
        {
            // Who stays connected holds no place among those who are answered and go: each of their answers takes one.
            if (http.WebSockets.IsWebSocketRequest)
                await sockets.Handle(http);
            else if (EventStreamSession.IsAccepted(http.Request.Headers.Accept))
                await streams.Handle(http);
            else
                await Answer(http, language);
        }
        catch (BadHttpRequestException fault) when (!http.Response.HasStarted)
        {
            // Too slow, too short, or not as its headers said: the HTTP server found out while the body was read.
            await Refuse(http, fault.StatusCode, "BAD_REQUEST", "request-broken", language);
        }
        catch (Exception fault) when (Admission.IsForLater(fault) && !http.Response.HasStarted)
        {
            await RefuseForNow(http, "out-of-reach", language);
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            log.LogError(fault, "A request failed ({TraceId})", http.TraceIdentifier);
            await Refuse(http, StatusCodes.Status500InternalServerError, "INTERNAL_SERVER_ERROR", "went-wrong", language);
        }
    }

    private async Task Answer(HttpContext http, string language)
    {
        if (SignedIn.Of(http) is not { } person)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Refuse(http, StatusCodes.Status401Unauthorized, "UNAUTHENTICATED", "not-signed-in", language);
            return;
        }

        // Read before its turn comes: who sends slowly takes nobody's place.
        if (await HttpExchange.Body(http.Request, settings.Limits.BodyBytes ?? int.MaxValue, http.RequestAborted) is not { } body)
        {
            await Refuse(http, StatusCodes.Status413PayloadTooLarge, "LIMIT_BODY", "request-too-large", language);
            return;
        }

        using var admitted = await admission.Enter(http.RequestAborted);
        if (admitted is null)
            await RefuseForNow(http, "busy", language);
        else
            await Answer(http, person, body, language);
    }

    private async Task Answer(HttpContext http, SignedIn person, ReadOnlyMemory<byte> body, string language)
    {
        var cancel = http.RequestAborted;
        var zone = settings.Zone;
        var (actor, problem) = await actors.Find(zone, person, http.Request.Headers["Acting-For"].FirstOrDefault(), cancel);
        if (actor is null)
        {
            await Refuse(http, StatusCodes.Status403Forbidden, "FORBIDDEN", problem!, language);
            return;
        }

        var asked = long.TryParse(http.Request.Headers[PositionHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;
        await using var view = new BankView(store, daemon, seal, zone, actor, await calendar.Today(zone, cancel), language, http.TraceIdentifier)
        {
            Awaited = Math.Max(asked, writes.Of(actor.Member)),
        };
        var answer = await endpoint.Answer(HttpExchange.Question(http.Request, body), view, cancel);
        await view.Release();
        if (view.Written is { } written)
            writes.Remember(actor.Member, written);
        http.Response.Headers[PositionHeader] = (view.Written ?? view.Seen ?? daemon.Position).ToString(CultureInfo.InvariantCulture);
        await HttpExchange.Write(http, answer);
    }

    internal static Task RefuseForNow(HttpContext http, string refusal, string language)
    {
        http.Response.Headers.RetryAfter = "1";
        return Refuse(http, StatusCodes.Status503ServiceUnavailable, "UNAVAILABLE", refusal, language);
    }

    internal static Task Refuse(HttpContext http, int status, string code, string refusal, string language)
    {
        http.Response.StatusCode = status;
        HttpExchange.SetHeaders(http.Response.Headers);
        return http.Response.WriteAsJsonAsync(new
        {
            errors = new[] { new { message = RefusalTexts.Sentence(new Refusal(refusal, null, []), language), extensions = new { code, refusal, traceId = http.TraceIdentifier } } },
        });
    }

    /// <summary>The first of our languages that the reader accepts; Chinese if none is named.</summary>
    internal static string Language(HttpRequest request) => request.Headers.AcceptLanguage.Count == 0 ? "zh" : request.GetTypedHeaders().AcceptLanguage
        .Where(language => language.Quality is not 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.Value is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : "")
        .FirstOrDefault(language => language is "zh" or "en") ?? "zh";
}
