using System.Diagnostics.Metrics;

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
/// <param name="writers">The transactions that hold a number now, each with its session's process id.</param>
/// <param name="skip">Told, before anybody reads on, that what is missing after a position and up to another stays so.</param>
internal sealed class GapReader(
    Func<long, int, CancellationToken, Task<Look>> look,
    Func<CancellationToken, Task<IReadOnlyDictionary<string, int>>> writers,
    Func<long, long, CancellationToken, Task> skip)
{
    private static readonly Gauge<double> Held = Telemetry.Meter.CreateGauge<double>("tb_hwm_held_seconds", "s", "How long the reader has waited at a gap.");

    private readonly Lock _lock = new();
    private Fence? _fence;
    private long _decided;
    private Wait? _wait;

    public async ValueTask<LogPage> Read(long after, int limit, CancellationToken cancel)
    {
        while (true)
        {
            // Before the look: it is a look from after their end that shows what the writers left.
            var decided = Volatile.Read(ref _decided);
            var seen = await look(after, limit, cancel);
            var run = Run(seen.Events, after, decided);
            if (run is [.., var last])
            {
                Passed(last.Position);
                return new LogPage(run, last.Position);
            }
            if (seen.Events.Count == 0)
                return new LogPage([], after);

            // Before the question: an answer older than a fence that another reader put up says nothing about it.
            var fence = _fence;
            if (Settle(fence, seen.Last, await writers(cancel)) is not { } settled)
            {
                Waits(after);
                return new LogPage([], after);
            }
            await skip(after, settled, cancel);
            lock (_lock)
                Volatile.Write(ref _decided, Math.Max(_decided, settled));
        }
    }

    /// <summary>What the reader waits for; null while it does not.</summary>
    public async ValueTask<ReaderHold?> HeldBy(CancellationToken cancel)
    {
        if (_wait is not { } wait)
            return null;
        var suspects = _fence?.Writers ?? [];
        var running = await writers(cancel);
        return new ReaderHold(wait.After + 1, wait.Since, [.. suspects.Where(running.ContainsKey).Select(suspect => running[suspect]).Order()]);
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

    /// <summary>Puts the fence up, or takes out of it whoever has ended; where nobody was left, the position below which all is decided.</summary>
    private long? Settle(Fence? known, long last, IReadOnlyDictionary<string, int> running)
    {
        lock (_lock)
        {
            if (_fence != known)
                return null;
            var fence = known is null
                ? new Fence(last, [.. running.Keys])
                : new Fence(known.Last, [.. known.Writers.Where(running.ContainsKey)]);
            var settled = fence.Writers.Length == 0;
            _fence = settled ? null : fence;
            return settled ? fence.Last : null;
        }
    }

    /// <summary>Readers at several positions share the fence: the one furthest on tells how far the log can be read.</summary>
    private void Waits(long after)
    {
        lock (_lock)
        {
            if (_wait is null || _wait.After < after)
                _wait = new Wait(after, DateTimeOffset.UtcNow);
            Held.Record((DateTimeOffset.UtcNow - _wait.Since).TotalSeconds);
        }
    }

    private void Passed(long position)
    {
        if (_wait is null || _wait.After >= position)
            return;
        lock (_lock)
        {
            _wait = null;
            Held.Record(0);
        }
    }

    private sealed record Wait(long After, DateTimeOffset Since);

    /// <summary>Numbers below Last are decided once none of the writers is running.</summary>
    private sealed class Fence(long last, string[] writers)
    {
        public long Last { get; } = last;

        public string[] Writers { get; } = writers;
    }
}
