using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TalentBank.Server.Tests.Live;

/// <summary>A client of <c>graphql-transport-ws</c> at <c>/graphql</c>.</summary>
internal sealed class BankSocket : IDisposable
{
    private BankSocket()
    {
        Socket.Options.AddSubProtocol("graphql-transport-ws");
        // Its status where there is no socket.
        Socket.Options.CollectHttpResponseDetails = true;
    }

    public ClientWebSocket Socket { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A socket that is open, and not initialised.</summary>
    public static async Task<BankSocket> Open(Uri bank, Action<ClientWebSocketOptions>? options = null)
    {
        var socket = new BankSocket();
        options?.Invoke(socket.Socket.Options);
        await socket.Socket.ConnectAsync(new UriBuilder(bank) { Scheme = "ws", Path = "/graphql" }.Uri, Cancel);
        return socket;
    }

    /// <summary>A socket that is let in, its token in the header.</summary>
    public static async Task<BankSocket> As(BankClient client)
    {
        var socket = await Open(client.Http.BaseAddress!, options => options.SetRequestHeader("Authorization", client.Http.DefaultRequestHeaders.Authorization!.ToString()));
        await socket.Init();
        return socket;
    }

    public async Task Init(object? payload = null)
    {
        await Say(new { type = "connection_init", payload });
        (await Hear()).ShouldBe("""{"type":"connection_ack"}""");
    }

    public Task Say(object message) => SayText(JsonSerializer.Serialize(message));

    public Task SayText(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    public Task Subscribe(string id, string query, object? variables = null) => Say(new { id, type = "subscribe", payload = new { query, variables } });

    /// <summary>The next message as text, or the close: <c>4403 reason</c>.</summary>
    public async Task<string> Hear()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await Socket.ReceiveAsync(buffer, Cancel);
            if (received.MessageType == WebSocketMessageType.Close)
                return $"{(int)Socket.CloseStatus!} {Socket.CloseStatusDescription}".TrimEnd();
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return Encoding.UTF8.GetString(message.ToArray());
        }
    }

    /// <summary>The next message, which must be a <c>next</c> without errors: its data, and the position it includes.</summary>
    public async Task<(JsonNode Data, long Position)> Next()
    {
        var text = await Hear();
        var message = JsonNode.Parse(text)!;
        ((string?)message["type"]).ShouldBe("next", text);
        message["payload"]!["errors"].ShouldBeNull(text);
        return (message["payload"]!["data"]!, (long)message["payload"]!["extensions"]!["position"]!);
    }

    public void Dispose() => Socket.Dispose();
}
