using System.Buffers;
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

    /// <returns>About how many bytes the request is.</returns>
    public static int Check(AppendRequest request)
    {
        Zone(request.Zone);
        var bytes = Text(request.Fingerprint, "fingerprint") + Text(request.Result, "result") + Text(request.Actor, "actor");
        if (request.CorrelationId is not null)
            bytes += Text(request.CorrelationId, "correlation id");

        var seen = request.Streams.Count > 1 ? new HashSet<string>(request.Streams.Count) : null;
        foreach (var (stream, expected, events) in request.Streams)
        {
            bytes += Stream(stream);
            if (seen?.Add(stream) == false)
                throw new ArgumentException($"The stream {stream} stands twice in one request.", nameof(request));
            if (expected < 0)
                throw new ArgumentException($"The stream {stream} is expected at version {expected}, which no stream has.", nameof(request));
            foreach (var @event in events)
                bytes += Name(@event.Type, "type", LongestType) + Json(@event.Data);
        }
        return bytes;
    }

    public static int Zone(string zone) => Name(zone, "zone", LongestZone);

    public static int Stream(string stream) => Name(stream, "stream", StreamName.Longest);

    private static int Name(string text, string what, int longest)
    {
        if (text.Length == 0 || text.Length > longest)
            throw new ArgumentException($"The {what} has {text.Length} characters; 1 to {longest} are allowed.", nameof(text));
        return Text(text, what);
    }

    /// <returns>How many bytes it is in UTF-8.</returns>
    private static int Text(string text, string what)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"The {what} holds U+0000.", nameof(text));
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException lone)
        {
            throw new ArgumentException($"The {what} holds a lone surrogate.", nameof(text), lone);
        }
    }

    private static int Json(string data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Text(data, "event's data"));
        try
        {
            var length = Strict.GetBytes(data, buffer);
            Scan(buffer.AsSpan(0, length));
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Scan(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
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
