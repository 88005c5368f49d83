namespace TalentBank.EventStore.Tests;

/// <summary>Everything on the thread that made it, one thing after the other. Whatever comes from another thread is a fault.</summary>
public sealed class OneThread : SynchronizationContext, IDisposable
{
    private readonly SynchronizationContext? _before = Current;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = [];
    private volatile bool _strayed;

    public OneThread() => SetSynchronizationContext(this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        _strayed |= Environment.CurrentManagedThreadId != _thread;
        lock (_queue) _queue.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <summary>Runs until there is nothing left to do at this moment.</summary>
    public void Settle()
    {
        while (true)
        {
            (SendOrPostCallback Callback, object? State) next;
            lock (_queue)
            {
                if (!_queue.TryDequeue(out next)) break;
            }

            next.Callback(next.State);
        }

        _strayed.ShouldBeFalse("something ran on another thread");
    }

    public void Dispose() => SetSynchronizationContext(_before);
}
