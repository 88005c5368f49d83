using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace TalentBank.GraphQL.Tests.Streaming;

/// <summary>Two ends of a WebSocket over loopback; the tests speak from the client's.</summary>
internal sealed class SocketPair : IDisposable
{
    private readonly Socket _clientSocket;
    private readonly Socket _serverSocket;

    private SocketPair(Socket client, Socket server)
    {
        (_clientSocket, _serverSocket) = (client, server);
        Client = WebSocket.CreateFromStream(new NetworkStream(client), isServer: false, subProtocol: null, Timeout.InfiniteTimeSpan);
        Server = WebSocket.CreateFromStream(new NetworkStream(server), isServer: true, subProtocol: null, Timeout.InfiniteTimeSpan);
    }

    public WebSocket Client { get; }

    public WebSocket Server { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static SocketPair Open()
    {
        var (client, server) = Sockets();
        return new SocketPair(client, server);
    }

    /// <summary>Two ends of a connection that holds little of what is not read.</summary>
    public static (Socket Client, Socket Server) Sockets()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        client.Connect(listener.LocalEndpoint);
        var server = listener.AcceptSocket();
        server.SendBufferSize = 4096;
        return (client, server);
    }

    public Task Say(string json) => Client.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    /// <summary>The next message as JSON text, or the close: <c>4400 reason</c>.</summary>
    public async Task<string> Hear()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await Client.ReceiveAsync(buffer, Cancel);
            if (received.MessageType == WebSocketMessageType.Close)
                return $"{(int)Client.CloseStatus!} {Client.CloseStatusDescription}".TrimEnd();
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return Encoding.UTF8.GetString(message.ToArray());
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _clientSocket.Dispose();
        _serverSocket.Dispose();
    }
}
