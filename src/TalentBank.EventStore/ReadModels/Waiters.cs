namespace TalentBank.EventStore.ReadModels;

/// <summary>Those who wait until a position is reached, each woken once, by whoever reaches it.</summary>
internal sealed class Waiters
{
    private readonly Lock gate = new();
    private readonly HashSet<Waiter> waiting = [];
    private long position;

    public long Position => Volatile.Read(ref position);

    public void Reach(long reached)
    {
        lock (gate)
        {
            position = reached;
            waiting.RemoveWhere(waiter => waiter.Position <= reached && waiter.Reached.TrySetResult());
        }
    }

    public async Task<bool> WaitFor(long wanted, TimeSpan bound, CancellationToken cancel)
    {
        Waiter waiter;
        lock (gate)
        {
            if (wanted <= position) return true;
            waiting.Add(waiter = new Waiter(wanted));
        }

        try
        {
            await waiter.Reached.Task.WaitAsync(bound, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (gate) waiting.Remove(waiter);
        }
    }

    private sealed class Waiter(long position)
    {
        public long Position => position;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
