using System.Globalization;
using System.Text.Json;

namespace TalentBank.GraphQL.Http;

/// <summary>Reads JSON into the plain values that variables are coerced from.</summary>
internal static class JsonReading
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// The one value in the bytes: null, bool, int, long, decimal (an integer beyond long), double, string,
    /// <c>List&lt;object?&gt;</c> or <c>Dictionary&lt;string, object?&gt;</c>. False: it is not JSON; the reason says why.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out object? value, out string reason)
    {
        if (json.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];
        value = null;
        reason = "";
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            value = ReadValue(ref reader);
            reader.Read();
            return true;
        }
        catch (JsonException exception)
        {
            reason = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            return false;
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader.GetString refuses bytes that are not UTF-8 and escapes that are half a surrogate pair so.
            reason = "a string is not valid Unicode";
            return false;
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new Dictionary<string, object?>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    map[name] = ReadValue(ref reader);
                }
                return map;
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Add(ReadValue(ref reader));
                return list;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return ReadNumber(ref reader);
            default:
                return reader.TokenType switch
                {
                    JsonTokenType.True => true,
                    JsonTokenType.False => false,
                    _ => null,
                };
        }
    }

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var small))
            return small;
        if (reader.TryGetInt64(out var large))
            return large;
        if (!reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E')
            && decimal.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
            return exact;
        var number = reader.GetDouble();
        return double.IsFinite(number)
            ? number
            : throw new JsonException("A number is out of range.", path: null, lineNumber: 0, bytePositionInLine: reader.TokenStartIndex);
    }
}
