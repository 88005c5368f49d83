namespace TalentBank.EventStore.Log;

/// <summary>One look at the log, in one statement: the events after a position, and the last position visible at all.</summary>
internal sealed record Look(IReadOnlyList<RecordedEvent> Events, long Last);

/// <summary>
/// Reads the log in order and never past a number that may still be filled. A missing number is either rolled back or still
/// in the hands of a running transaction, and only time tells which. So at a gap the reader puts up a fence: the
/// transactions that hold a number just then. Once each of them has ended, every number below the last one visible when
/// the fence was put up is decided for ever, and the next look may pass.
/// <para>
/// The fence does not go by transaction ids, as is common: a transaction can hold a number before it has an id, and a
/// snapshot's xmax is one past the last id that has <i>ended</i>, so that it can't bound those still running. But whoever
/// takes a number holds a lock on the sequence to its end, and that end makes its rows visible before it frees the lock.
/// </para>
/// </summary>
/// <param name="look">Looks at the log after a position, with a limit: one statement, hence one snapshot.</param>
/// <param name="writers">The transactions that hold a number now.</param>
internal sealed class GapReader(
    Func<long, int, CancellationToken, Task<Look>> look,
    Func<CancellationToken, Task<IReadOnlySet<string>>> writers)
{
    private readonly Lock _lock = new();
    private Fence? _fence;
    private long _decided;

    public async ValueTask<LogPage> Read(long after, int limit, CancellationToken cancel)
    {
        while (true)
        {
            // Before the look: it is a look from after their end that shows what the writers left.
            var decided = Volatile.Read(ref _decided);
            var seen = await look(after, limit, cancel);
            var run = Run(seen.Events, after, decided);
            if (run is [.., var last])
                return new LogPage(run, last.Position);
            if (seen.Events.Count == 0)
                return new LogPage([], after);

            // Before the question: an answer older than a fence that another reader put up says nothing about it.
            var fence = _fence;
            if (!Settle(fence, seen.Last, await writers(cancel)))
                return new LogPage([], after);
        }
    }

    /// <summary>The events up to the first gap that is not decided.</summary>
    private static RecordedEvent[] Run(IReadOnlyList<RecordedEvent> events, long after, long decided)
    {
        var next = after + 1;
        return [.. events.TakeWhile(@event =>
        {
            var follows = @event.Position == next || @event.Position <= decided;
            next = @event.Position + 1;
            return follows;
        })];
    }

    /// <summary>Puts the fence up, or takes out of it whoever has ended; true when nobody was left.</summary>
    private bool Settle(Fence? known, long last, IReadOnlySet<string> running)
    {
        lock (_lock)
        {
            if (_fence != known)
                return false;
            var fence = known is null
                ? new Fence(last, [.. running])
                : new Fence(known.Last, [.. known.Writers.Where(running.Contains)]);
            var settled = fence.Writers.Length == 0;
            if (settled)
                Volatile.Write(ref _decided, Math.Max(_decided, fence.Last));
            _fence = settled ? null : fence;
            return settled;
        }
    }

    /// <summary>Numbers below Last are decided once none of the writers is running.</summary>
    private sealed class Fence(long last, string[] writers)
    {
        public long Last { get; } = last;

        public string[] Writers { get; } = writers;
    }
}
