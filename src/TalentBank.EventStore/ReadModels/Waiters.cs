namespace TalentBank.EventStore.ReadModels;

/// <summary>Those who wait until a position is reached, each woken once, by whoever reaches it.</summary>
internal sealed class Waiters
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = [];
    private long _position;

    public long Position => Volatile.Read(ref _position);

    /// <summary>Whether anybody waits who does not have the time to.</summary>
    public bool Any
    {
        get
        {
            lock (_gate) return _waiting.Exists(waiter => !waiter.IsPatient);
        }
    }

    public void Reach(long reached)
    {
        lock (_gate)
        {
            _position = reached;
            _waiting.RemoveAll(waiter => waiter.Position <= reached && waiter.Reached.TrySetResult(true));
        }
    }

    public async Task<bool> WaitFor(long wanted, TimeSpan bound, TimeProvider time, CancellationToken cancel)
    {
        if (wanted <= Position) return true;
        var waiter = new Waiter(wanted, isPatient: false);
        using var timer = time.CreateTimer(_ => waiter.Reached.TrySetResult(wanted <= Position), null, bound, Timeout.InfiniteTimeSpan);
        return await Wait(waiter, cancel);
    }

    /// <summary>Waits for as long as it takes.</summary>
    public async Task<long> WaitFor(long wanted, CancellationToken cancel)
    {
        await Wait(new Waiter(wanted, isPatient: true), cancel);
        return Position;
    }

    private async Task<bool> Wait(Waiter waiter, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (waiter.Position <= _position) return true;
            _waiting.Add(waiter);
        }

        try
        {
            using var cancelled = cancel.Register(() => waiter.Reached.TrySetCanceled(cancel));
            // As it is, for the reason given in Alarm.
            return await waiter.Reached.Task;
        }
        finally
        {
            lock (_gate) _waiting.Remove(waiter);
        }
    }

    private sealed class Waiter(long position, bool isPatient)
    {
        public bool IsPatient => isPatient;

        public long Position => position;

        public TaskCompletionSource<bool> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
