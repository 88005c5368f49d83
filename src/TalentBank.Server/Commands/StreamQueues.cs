namespace TalentBank.Server.Commands;

/// <summary>
/// Lets commands of this server that change the same stream go one after the other, in the order of arrival, so that
/// they do not fail each other by turns. Memory is bounded by the streams in use.
/// </summary>
public sealed class StreamQueues
{
    /// <summary>The streams that somebody has, each with those who wait for it.</summary>
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _taken = [];

    /// <summary>Takes all these streams, in sorted order so that nobody waits in a circle.</summary>
    /// <returns>What to dispose of when done, and whether anybody had to be waited for.</returns>
    public async Task<(IDisposable Turn, bool Waited)> Take(IEnumerable<string> streams)
    {
        var turn = new Turn(this);
        var waited = false;
        foreach (var stream in streams.Distinct().Order(StringComparer.Ordinal))
        {
            var entered = Enter(stream);
            waited |= !entered.IsCompleted;
            await entered;
            turn.Taken.Add(stream);
        }

        return (turn, waited);
    }

    private Task Enter(string stream)
    {
        lock (_taken)
        {
            if (_taken.TryAdd(stream, []))
                return Task.CompletedTask;
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _taken[stream].Enqueue(next);
            return next.Task;
        }
    }

    private void Leave(string stream)
    {
        lock (_taken)
        {
            if (_taken[stream].TryDequeue(out var next))
                next.SetResult();
            else
                _taken.Remove(stream);
        }
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
