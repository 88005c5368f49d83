using TalentBank.GraphQL.Execution;

namespace TalentBank.GraphQL.Streaming;

/// <summary>
/// The server's side of <c>graphql-transport-ws</c>, from messages to messages, whatever carries them: one for each socket.
/// Messages are received one after the other; the operations that they begin run side by side.
/// </summary>
internal sealed class SocketProtocol : IAsyncDisposable
{
    private readonly Connect _connect;
    private readonly Respond _respond;
    private readonly StreamingOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Operation> _operations = [];
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<CloseReason> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _initTimer;
    private bool _isInitialised;
    private bool _isConnected;

    public SocketProtocol(Connect connect, Respond respond, StreamingOptions options)
    {
        _connect = connect;
        _respond = respond;
        _options = options;
        Outbox = new Outbox(options.MaxQueuedBytes);
        _initTimer = options.Time.CreateTimer(_ => TimeOut(), null, options.InitTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What is to be sent.</summary>
    public Outbox Outbox { get; }

    /// <summary>Ends when the connection is to be closed.</summary>
    public Task<CloseReason> Closing => _closing.Task;

    public void Receive(ReadOnlyMemory<byte> text)
    {
        switch (ClientMessage.Read(text, out var reason))
        {
            case null:
                Close(CloseReason.BadRequest(reason));
                break;
            case ClientMessage.ConnectionInit init:
                Initialise(init.Payload);
                break;
            case ClientMessage.Ping ping:
                Post(ServerMessage.Pong(ping.Payload));
                break;
            case ClientMessage.Subscribe subscribe:
                Begin(subscribe);
                break;
            case ClientMessage.Complete complete:
                End(complete.Id);
                break;
        }
    }

    /// <summary>Closes the connection, once: operations end, and the first reason stands.</summary>
    public void Close(CloseReason reason)
    {
        if (!_closing.TrySetResult(reason))
            return;
        _ended.Cancel();
        Outbox.Complete();
    }

    /// <summary>Ends when no operation runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(CloseReason.ClientLeft);
        Task[] running;
        lock (_gate)
            running = [.. _running];
        await Task.WhenAll(running);
        await _initTimer.DisposeAsync();
        _ended.Dispose();
    }

    private void TimeOut()
    {
        lock (_gate)
        {
            if (_isInitialised)
                return;
        }
        Close(CloseReason.InitTimeout);
    }

    private void Initialise(IReadOnlyDictionary<string, object?>? payload)
    {
        lock (_gate)
        {
            if (!_isInitialised)
            {
                _isInitialised = true;
                Run(() => Initialise(payload, _ended.Token));
                return;
            }
        }
        Close(CloseReason.TooManyInits);
    }

    private async Task Initialise(IReadOnlyDictionary<string, object?>? payload, CancellationToken cancellationToken)
    {
        try
        {
            if (await _connect(payload, cancellationToken) is { } refusal)
            {
                Close(refusal);
                return;
            }
            // Acknowledged before anything can be subscribed, so that the acknowledgement is the first message.
            Post(ServerMessage.ConnectionAck);
            lock (_gate)
                _isConnected = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The socket has gone meanwhile.
        }
        catch (Exception exception)
        {
            _options.OnError?.Invoke(exception);
            Close(new CloseReason(4500, "Something went wrong"));
        }
    }

    private void Begin(ClientMessage.Subscribe subscribe)
    {
        CloseReason? refusal = null;
        lock (_gate)
        {
            if (_closing.Task.IsCompleted)
                return;
            if (!_isConnected)
            {
                refusal = CloseReason.NotConnected;
            }
            else if (_operations.ContainsKey(subscribe.Id))
            {
                refusal = CloseReason.Duplicate(subscribe.Id);
            }
            else if (_operations.Count >= _options.MaxOperations)
            {
                refusal = CloseReason.TooManyOperations;
            }
            else
            {
                var operation = new Operation(subscribe.Id, subscribe.Request, CancellationTokenSource.CreateLinkedTokenSource(_ended.Token));
                _operations.Add(subscribe.Id, operation);
                Run(() => Operate(operation));
            }
        }
        if (refusal is not null)
            Close(refusal);
    }

    private void End(string id)
    {
        Operation? operation;
        lock (_gate)
            _operations.Remove(id, out operation);
        operation?.Cancellation.Cancel();
    }

    private async Task Operate(Operation operation)
    {
        var cancel = operation.Cancellation.Token;
        try
        {
            await foreach (var result in _respond(operation.Request, cancel).WithCancellation(cancel))
            {
                if (!result.WasExecuted)
                {
                    Post(operation, ServerMessage.Error(operation.Id, result.Errors), isLast: true);
                    return;
                }
                Post(operation, ServerMessage.Next(operation.Id, result), isLast: false);
            }
            Post(operation, ServerMessage.Complete(operation.Id), isLast: true);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client needs it no more, or has gone.
        }
        catch (Exception exception)
        {
            _options.OnError?.Invoke(exception);
            Post(operation, ServerMessage.Error(operation.Id, [GraphQLError.Unexpected]), isLast: true);
        }
        finally
        {
            operation.Cancellation.Dispose();
        }
    }

    /// <summary>Nothing is said of an operation that the client has ended, whose id may be another's by now.</summary>
    private void Post(Operation operation, byte[] message, bool isLast)
    {
        lock (_gate)
        {
            if (_operations.GetValueOrDefault(operation.Id) != operation)
                return;
            if (isLast)
                _operations.Remove(operation.Id);
            // Under the lock: the messages of one operation keep their order to the messages of the next with its id.
            Post(message);
        }
    }

    private void Post(byte[] message)
    {
        if (!Outbox.TryPost(message))
            Close(CloseReason.SlowReader);
    }

    /// <summary>Begun off the receiver's thread; under the gate.</summary>
    private void Run(Func<Task> work)
    {
        var task = Task.Run(work, CancellationToken.None);
        _running.Add(task);
        _ = task.ContinueWith(
            ended =>
            {
                lock (_gate)
                    _running.Remove(ended);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private sealed record Operation(string Id, GraphQLRequest Request, CancellationTokenSource Cancellation);
}
