using System.Net.WebSockets;

namespace TalentBank.GraphQL.Streaming;

/// <summary>Serves one WebSocket by <c>graphql-transport-ws</c>, whatever server accepted it with <see cref="Subprotocol"/>.</summary>
/// <param name="connect">Judges who comes.</param>
/// <param name="respond">Answers the operations; asked only after <paramref name="connect"/> let the client in.</param>
/// <param name="options">What the client may cost.</param>
public sealed class WebSocketSession(Connect connect, Respond respond, StreamingOptions? options = null) : IAsyncDisposable
{
    public const string Subprotocol = "graphql-transport-ws";

    private readonly StreamingOptions _options = options ?? StreamingOptions.Default;
    private readonly SocketProtocol _protocol = new(connect, respond, options ?? StreamingOptions.Default);

    /// <summary>Closes the socket from the server's side; what waits to be sent is sent first.</summary>
    public void Close(CloseReason reason) => _protocol.Close(reason);

    /// <summary>Runs until the socket is closed or lost.</summary>
    public async Task Run(WebSocket socket, CancellationToken aborted = default)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var receiving = Receive(socket, lost.Token);
        var sending = Send(socket, lost.Token);
        var reason = await _protocol.Closing;
        // A client that takes nothing any more is not waited for beyond the grace.
        lost.CancelAfter(_options.CloseGrace);
        try
        {
            await sending;
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)reason.Code, reason.Text, lost.Token);
            await receiving;
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            socket.Abort();
        }
    }

    public ValueTask DisposeAsync() => _protocol.DisposeAsync();

    private async Task Receive(WebSocket socket, CancellationToken lost)
    {
        var buffer = new byte[1024];
        var length = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), lost);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                // While it is being closed, what still comes is read up to the client's own close, and not looked at.
                if (_protocol.Closing.IsCompleted)
                    continue;
                length += received.Count;
                if (received.MessageType != WebSocketMessageType.Text)
                {
                    _protocol.Close(CloseReason.BadRequest("Messages are text"));
                }
                else if (length > _options.MaxMessageBytes)
                {
                    _protocol.Close(CloseReason.MessageTooBig);
                }
                else if (received.EndOfMessage)
                {
                    _protocol.Receive(buffer.AsMemory(0, length));
                    // An idle socket shall not keep the room of its longest message.
                    (buffer, length) = (buffer.Length > 4096 ? new byte[1024] : buffer, 0);
                }
                else if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, _options.MaxMessageBytes + 1));
                }
                if (_protocol.Closing.IsCompleted)
                    length = 0;
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // The client has gone without a word.
        }
        _protocol.Close(CloseReason.ClientLeft);
    }

    private async Task Send(WebSocket socket, CancellationToken lost)
    {
        try
        {
            while (await _protocol.Outbox.WaitToTake(lost))
            {
                while (_protocol.Outbox.TryTake(out var message))
                {
                    await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, lost);
                    _protocol.Outbox.Sent(message);
                }
                if (_protocol.Outbox.IsOverflown)
                    return;
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            _protocol.Close(CloseReason.ClientLeft);
        }
    }

    private static bool IsLoss(Exception exception) => exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;
}
