namespace TalentBank.Server.Commands;

/// <summary>
/// Lets commands of this server that change the same stream go one after the other, in the order of arrival, so that
/// they do not fail each other by turns. Memory is bounded by the streams in use.
/// </summary>
public sealed class StreamQueues
{
    private readonly Dictionary<string, Queue> _queues = [];

    /// <summary>Takes the queues of all these streams, in sorted order so that nobody waits in a circle.</summary>
    /// <returns>What to dispose of when done, and whether anybody had to be waited for.</returns>
    public async Task<(IDisposable Turn, bool Waited)> Take(IEnumerable<string> streams)
    {
        var turn = new Turn(this);
        var waited = false;
        foreach (var stream in streams.Distinct().Order(StringComparer.Ordinal))
        {
            var queue = Enter(stream);
            var entered = queue.Gate.WaitAsync();
            waited |= !entered.IsCompleted;
            await entered;
            turn.Taken.Add(stream);
        }

        return (turn, waited);
    }

    private Queue Enter(string stream)
    {
        lock (_queues)
        {
            if (!_queues.TryGetValue(stream, out var queue))
                _queues.Add(stream, queue = new Queue());
            queue.Users++;
            return queue;
        }
    }

    private void Leave(string stream)
    {
        lock (_queues)
        {
            var queue = _queues[stream];
            queue.Gate.Release();
            if (--queue.Users > 0)
                return;
            _queues.Remove(stream);
            queue.Gate.Dispose();
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Turn(StreamQueues queues) : IDisposable
    {
        public List<string> Taken { get; } = [];

        public void Dispose()
        {
            foreach (var stream in Taken)
                queues.Leave(stream);
            Taken.Clear();
        }
    }
}
