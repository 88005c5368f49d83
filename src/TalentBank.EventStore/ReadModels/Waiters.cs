namespace TalentBank.EventStore.ReadModels;

/// <summary>Those who wait until a position is reached, each woken once, by whoever reaches it.</summary>
internal sealed class Waiters
{
    private readonly Lock _gate = new();
    private readonly HashSet<Waiter> _waiting = [];
    private long _position;

    public long Position => Volatile.Read(ref _position);

    public void Reach(long reached)
    {
        lock (_gate)
        {
            _position = reached;
            _waiting.RemoveWhere(waiter => waiter.Position <= reached && waiter.Reached.TrySetResult());
        }
    }

    public async Task<bool> WaitFor(long wanted, TimeSpan bound, CancellationToken cancel)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (wanted <= _position) return true;
            _waiting.Add(waiter = new Waiter(wanted));
        }

        try
        {
            await waiter.Reached.Task.WaitAsync(bound, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return wanted <= Position;
        }
        finally
        {
            lock (_gate) _waiting.Remove(waiter);
        }
    }

    private sealed class Waiter(long position)
    {
        public long Position => position;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
