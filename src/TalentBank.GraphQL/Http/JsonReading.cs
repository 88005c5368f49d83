using System.Text.Json;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Http;

/// <summary>Reads the JSON that requests are made of.</summary>
internal static class JsonReading
{
    /// <summary>A name given twice in one map would mean one thing to us and another to whoever looked at the request before us.</summary>
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The one value in the bytes, see <see cref="RawValue"/>; false if they are not JSON: the reason says why.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, out object? value, out string reason)
    {
        if (json.Span.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        value = null;
        reason = "";
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            value = RawValue.Of(document.RootElement);
            return true;
        }
        catch (JsonException exception)
        {
            reason = exception.LineNumber is { } line
                ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}"
                : "a name is given twice";
            return false;
        }
        catch (InvalidOperationException)
        {
            // JsonElement.GetString refuses bytes that are not UTF-8 and escapes that are half a surrogate pair so.
            reason = "a string is not valid Unicode";
            return false;
        }
    }
}
