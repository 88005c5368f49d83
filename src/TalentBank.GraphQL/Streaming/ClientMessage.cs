using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;

namespace TalentBank.GraphQL.Streaming;

/// <summary>What a client says by <c>graphql-transport-ws</c> (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).</summary>
internal abstract record ClientMessage
{
    private ClientMessage() { }

    public sealed record ConnectionInit(IReadOnlyDictionary<string, object?>? Payload) : ClientMessage;

    public sealed record Ping(IReadOnlyDictionary<string, object?>? Payload) : ClientMessage;

    public sealed record Pong : ClientMessage;

    public sealed record Subscribe(string Id, GraphQLRequest Request) : ClientMessage;

    public sealed record Complete(string Id) : ClientMessage;

    /// <summary>The message; null where it is none of the protocol's: the reason says why.</summary>
    public static ClientMessage? Read(ReadOnlyMemory<byte> json, out string reason)
    {
        if (!JsonReading.TryRead(json, out var value, out reason))
        {
            reason = $"Not JSON: {reason}";
            return null;
        }
        reason = "Invalid message";
        if (value is not IReadOnlyDictionary<string, object?> message)
            return null;
        var payload = message.GetValueOrDefault("payload");
        var fields = payload as IReadOnlyDictionary<string, object?>;
        if (payload is not null && fields is null)
            return null;
        return (message.GetValueOrDefault("type"), message.GetValueOrDefault("id")) switch
        {
            ("connection_init", _) => new ConnectionInit(fields),
            ("ping", _) => new Ping(fields),
            ("pong", _) => new Pong(),
            ("subscribe", string { Length: > 0 } id) when fields is not null => ReadSubscribe(id, fields, ref reason),
            ("complete", string { Length: > 0 } id) => new Complete(id),
            _ => null,
        };
    }

    private static Subscribe? ReadSubscribe(string id, IReadOnlyDictionary<string, object?> payload, ref string reason)
    {
        if (RequestReader.TryReadParameters(payload, out var request, out var refusal))
            return new Subscribe(id, request);
        reason = refusal.Message;
        return null;
    }
}
