using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TalentBank.GraphQL.Execution;

/// <summary>JSON serialization (specification, section 7.2.1), errors first so that a reader sees them (section 7.1).</summary>
internal static class ResponseWriter
{
    /// <summary>Escapes what JSON must escape and no more: a response is not HTML, and Chinese text stays readable and short.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true, MaxDepth = int.MaxValue };

    public static void Write(ExecutionResult result, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Write(json, result);
    }

    public static void Write(Utf8JsonWriter json, ExecutionResult result)
    {
        json.WriteStartObject();
        if (result.Errors.Count > 0)
        {
            json.WritePropertyName("errors"u8);
            WriteErrors(json, result.Errors);
        }
        if (result.WasExecuted)
        {
            json.WritePropertyName("data"u8);
            WriteValue(json, result.Data);
        }
        if (result.Extensions is { } extensions)
        {
            json.WritePropertyName("extensions"u8);
            WriteValue(json, extensions);
        }
        json.WriteEndObject();
    }

    /// <summary>A value that the JSON of a response can carry.</summary>
    public static bool CanWrite(object? value) => value switch
    {
        null or string or bool or int or long or decimal or short or byte or uint or ulong or ushort or sbyte or JsonElement => true,
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        IReadOnlyDictionary<string, object?> map => map.Values.All(CanWrite),
        IEnumerable list => list.Cast<object?>().All(CanWrite),
        _ => false,
    };

    public static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<GraphQLError> errors)
    {
        json.WriteStartArray();
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("message"u8, error.Message);
            if (!error.Locations.IsEmpty)
            {
                json.WriteStartArray("locations"u8);
                foreach (var location in error.Locations)
                {
                    json.WriteStartObject();
                    json.WriteNumber("line"u8, location.Line);
                    json.WriteNumber("column"u8, location.Column);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            if (error.Path is { } path)
            {
                json.WritePropertyName("path"u8);
                WriteValue(json, path);
            }
            if (error.Extensions is { Count: > 0 } extensions)
            {
                json.WritePropertyName("extensions"u8);
                WriteValue(json, extensions);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case ResponseMap map:
                WriteMap(json, map);
                break;
            case object?[] list:
                json.WriteStartArray();
                foreach (var item in list)
                    WriteValue(json, item);
                json.WriteEndArray();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case short or byte or sbyte or ushort:
                json.WriteNumberValue(Convert.ToInt32(value, provider: null));
                break;
            case uint number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case IReadOnlyDictionary<string, object?> map:
                json.WriteStartObject();
                foreach (var (key, entry) in map)
                {
                    json.WritePropertyName(key);
                    WriteValue(json, entry);
                }
                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    WriteValue(json, item);
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A response cannot carry a value of type {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteMap(Utf8JsonWriter json, ResponseMap map)
    {
        var fields = map.Fields;
        var values = map.FieldValues;
        json.WriteStartObject();
        for (var i = 0; i < fields.Length; i++)
        {
            json.WritePropertyName(fields[i].EncodedKey);
            WriteValue(json, values[i]);
        }
        json.WriteEndObject();
    }
}
