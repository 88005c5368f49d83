using System.Text;
using System.Text.Json;

namespace TalentBank.EventStore.Log;

/// <summary>
/// What the log can hold. Callers check their input before it becomes a fact, so a breach is a bug of theirs and throws.
/// PostgreSQL holds neither U+0000 nor lone surrogates, in text or (even escaped) in jsonb.
/// </summary>
internal static class WellFormed
{
    /// <summary>Stands in index rows, as streams do.</summary>
    private const int LongestZone = 100;

    /// <summary>The width of Marten's column.</summary>
    private const int LongestType = 500;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Check(AppendRequest request)
    {
        Zone(request.Zone);
        Text(request.Fingerprint, "fingerprint");
        Text(request.Result, "result");
        Text(request.Actor, "actor");
        if (request.CorrelationId is not null)
            Text(request.CorrelationId, "correlation id");

        var seen = new HashSet<string>();
        foreach (var (stream, expected, events) in request.Streams)
        {
            Stream(stream);
            if (!seen.Add(stream))
                throw new ArgumentException($"The stream {stream} stands twice in one request.", nameof(request));
            if (expected < 0)
                throw new ArgumentException($"The stream {stream} is expected at version {expected}, which no stream has.", nameof(request));
            foreach (var @event in events)
            {
                Name(@event.Type, "type", LongestType);
                Json(@event.Data);
            }
        }
    }

    public static void Zone(string zone) => Name(zone, "zone", LongestZone);

    public static void Stream(string stream) => Name(stream, "stream", StreamName.Longest);

    private static void Name(string text, string what, int longest)
    {
        if (text.Length == 0 || text.Length > longest)
            throw new ArgumentException($"The {what} has {text.Length} characters; 1 to {longest} are allowed.", nameof(text));
        Text(text, what);
    }

    private static void Text(string text, string what)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"The {what} holds U+0000.", nameof(text));
        Utf8(text, what);
    }

    private static byte[] Utf8(string text, string what)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException lone)
        {
            throw new ArgumentException($"The {what} holds a lone surrogate.", nameof(text), lone);
        }
    }

    private static void Json(string data)
    {
        var reader = new Utf8JsonReader(Utf8(data, "event's data"));
        try
        {
            while (reader.Read())
            {
                // Unescaped, neither can stand in valid UTF-8 JSON.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                    throw new ArgumentException("The event's data holds U+0000.", nameof(data));
            }
        }
        catch (InvalidOperationException lone)
        {
            throw new ArgumentException("The event's data holds a lone surrogate.", nameof(data), lone);
        }
        catch (JsonException malformed)
        {
            throw new ArgumentException($"The event's data is not JSON: {malformed.Message}", nameof(data), malformed);
        }
    }
}
