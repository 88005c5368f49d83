using System.Buffers;
using System.Text.Json;
using TalentBank.GraphQL.Execution;

namespace TalentBank.GraphQL.Streaming;

/// <summary>What a server says by <c>graphql-transport-ws</c>, as JSON in UTF-8.</summary>
internal static class ServerMessage
{
    public static readonly byte[] ConnectionAck = Write("connection_ack", null, null);

    public static byte[] Pong(IReadOnlyDictionary<string, object?>? payload) =>
        Write("pong", null, payload is null ? null : json => ResponseWriter.WriteValue(json, payload));

    public static byte[] Next(string id, ExecutionResult result) => Write("next", id, json => ResponseWriter.Write(json, result));

    public static byte[] Error(string id, IReadOnlyList<GraphQLError> errors) => Write("error", id, json => ResponseWriter.WriteErrors(json, errors));

    public static byte[] Complete(string id) => Write("complete", id, null);

    private static byte[] Write(string type, string? id, Action<Utf8JsonWriter>? payload)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, ResponseWriter.Options))
        {
            json.WriteStartObject();
            if (id is not null)
                json.WriteString("id"u8, id);
            json.WriteString("type"u8, type);
            if (payload is not null)
            {
                json.WritePropertyName("payload"u8);
                payload(json);
            }
            json.WriteEndObject();
        }
        return output.WrittenSpan.ToArray();
    }
}
