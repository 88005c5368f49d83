using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Feeds the read models from the log: each batch and its checkpoint are committed in one transaction. Any number of
/// daemons may run on one store: who comes second with a batch finds its models moved on and takes it back.
/// </summary>
public sealed class Daemon(IEventLog log, ReadModelStore store, Func<RecordedEvent, object> decode)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Waiters _waiters = new();
    private readonly Dictionary<ReadModel, Setback> _setbacks = [];
    private Dictionary<ReadModel, long> _cursors = [];
    private volatile TaskCompletionSource _nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _fault;

    /// <summary>How long nothing is read when nobody nudges.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many facts one transaction takes in at most.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>The position that every read model includes, as far as this daemon has seen.</summary>
    public long Position => _waiters.Position;

    /// <summary>Why the read models, or one of them, can't go on at the moment; null where all is well.</summary>
    public Exception? Fault => _fault;

    /// <summary>Runs until cancelled. Whatever fails is tried again after a pause, and is <see cref="Fault"/> meanwhile.</summary>
    public async Task Run(CancellationToken cancel)
    {
        Setback? outage = null;
        while (!cancel.IsCancellationRequested)
        {
            // Renewed before anything is read: a nudge from here on ends the wait below.
            var nudge = _nudged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                var moved = await Round(outage is not null || _cursors.Count == 0, cancel);
                outage = null;
                _fault = _setbacks.Values.Select(setback => setback.Cause).FirstOrDefault();
                if (!moved) await nudge.Task.WaitAsync(Poll, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _fault = e;
                outage = Setback.After(outage, e);
                await Task.Delay(outage.Pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Says that something was appended just now, so that nobody waits for the next poll.</summary>
    public void Nudge() => _nudged.TrySetResult();

    /// <summary>Waits until every read model includes the position; false when the bound ran out first.</summary>
    public Task<bool> WaitFor(long position, TimeSpan bound, CancellationToken cancel = default)
    {
        if (position > Position) Nudge();
        return _waiters.WaitFor(position, bound, cancel);
    }

    /// <summary>Takes each group of models that stand at one position forward by a page; false where none moved.</summary>
    private async Task<bool> Round(bool reread, CancellationToken cancel)
    {
        if (reread) await Reread(cancel);
        var positions = _cursors.Where(IsDue).Select(cursor => cursor.Value).Distinct().Order().ToArray();

        var moved = false;
        for (var i = 0; i < positions.Length; i++)
        {
            // Who is behind stops where the next ones stand, and goes on together with them.
            var stop = i + 1 < positions.Length ? positions[i + 1] : long.MaxValue;
            ReadModel[] together = [.. _cursors.Where(cursor => cursor.Value == positions[i] && IsDue(cursor)).Select(cursor => cursor.Key)];
            if (together.Length > 0) moved |= await Advance(together, positions[i], stop, cancel);
        }

        return moved;
    }

    private async Task<bool> Advance(ReadModel[] models, long from, long stop, CancellationToken cancel)
    {
        var page = await log.ReadAll(from, BatchSize, cancel);
        var to = Math.Min(page.Through, stop);
        if (to <= from) return false;

        var facts = new List<Recorded>(page.Events.Count);
        foreach (var recorded in page.Events.TakeWhile(recorded => recorded.Position <= stop))
        {
            try
            {
                facts.Add(Recorded.From(recorded, decode(recorded)));
            }
            catch (Exception e)
            {
                var undecoded = new FoldException(recorded, e);
                if (facts.Count == 0)
                {
                    foreach (var model in models) Suspend(model, undecoded);
                    return false;
                }

                to = facts[^1].Position;
                break;
            }
        }

        var applied = await store.Apply(models, from, to, facts, cancel);
        foreach (var (model, cause) in applied.Faults) Suspend(model, cause);
        if (applied.Overtaken)
        {
            await Reread(cancel);
            return true;
        }

        foreach (var model in models.Where(model => !applied.Faults.ContainsKey(model)))
        {
            _setbacks.Remove(model);
            _cursors[model] = to;
        }

        _waiters.Reach(_cursors.Values.Min());
        return applied.Faults.Count < models.Length;
    }

    private async Task Reread(CancellationToken cancel)
    {
        var found = await store.Cursors(cancel);
        if (store.Models.FirstOrDefault(model => !found.ContainsKey(model)) is { } unprepared)
            throw new InvalidOperationException($"{unprepared.Name} v{unprepared.Version} has no table yet: prepare the store first.");
        foreach (var (model, cursor) in found)
            if (_cursors.GetValueOrDefault(model) != cursor) _setbacks.Remove(model);
        _cursors = found;
        _waiters.Reach(_cursors.Values.DefaultIfEmpty(long.MaxValue).Min());
    }

    private bool IsDue(KeyValuePair<ReadModel, long> cursor) => _setbacks.GetValueOrDefault(cursor.Key) is not { IsOver: false };

    private void Suspend(ReadModel model, Exception cause) => _setbacks[model] = Setback.After(_setbacks.GetValueOrDefault(model), cause);

    /// <summary>A failure and the pause after it, which doubles each time.</summary>
    private sealed record Setback(Exception Cause, TimeSpan Pause, long Since)
    {
        public bool IsOver => TimeSpan.FromMilliseconds(Environment.TickCount64 - Since) >= Pause;

        public static Setback After(Setback? earlier, Exception cause) =>
            new(cause, earlier is null ? ShortestPause : TimeSpan.FromTicks(Math.Min(earlier.Pause.Ticks * 2, LongestPause.Ticks)), Environment.TickCount64);
    }
}
