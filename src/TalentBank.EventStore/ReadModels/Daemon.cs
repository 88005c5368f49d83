using System.Diagnostics.Metrics;
using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Feeds the read models from the log: each batch and its checkpoint are one step. Any number of daemons may run on one
/// store, one to a server: each model is moved by the one that owns it, and the others follow where it stands.
/// </summary>
/// <remarks>
/// It knows no clock but <see cref="Time"/> and makes no thread or task of its own, so that on one thread, with a clock
/// that is moved by hand, the same run comes out the same again.
/// </remarks>
public sealed class Daemon(IEventLog log, IReadModels models, Func<RecordedEvent, object> decode)
{
    private static readonly Histogram<int> Batches = Telemetry.Meter.CreateHistogram<int>("tb_projection_batch_facts", description: "Facts taken in by one transaction");

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    private readonly Waiters _waiters = new();
    private Cursor[] _cursors = [];
    private long _claimed;
    private long _beat;
    private volatile Alarm _alarm = new();
    private volatile Exception? _fault;

    /// <summary>Who it is to the other daemons.</summary>
    public Guid Owner { get; init; } = Guid.NewGuid();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long nothing is read when nobody nudges.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a model stays its own when nothing more is heard of it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many facts one transaction takes in at most.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>The position that every read model includes, as far as this daemon has seen.</summary>
    public long Position => _waiters.Position;

    /// <summary>Why the read models, or one of them, can't go on at the moment; null where all is well.</summary>
    public Exception? Fault => _fault;

    /// <summary>How long ago it last gave a sign of life; a daemon with nothing to do gives one with every poll.</summary>
    public TimeSpan Silence => Time.GetElapsedTime(Volatile.Read(ref _beat));

    /// <summary>Runs until cancelled. Whatever fails is tried again after a pause, and is <see cref="Fault"/> meanwhile.</summary>
    public async Task Run(CancellationToken cancel)
    {
        Setback? outage = null;
        while (!cancel.IsCancellationRequested)
        {
            Volatile.Write(ref _beat, Time.GetTimestamp());
            // Renewed before anything is read: a nudge from here on ends the wait below.
            var alarm = _alarm = new Alarm();
            try
            {
                if (outage is not null || IsClaimDue) await Claim(cancel);
                var moved = await Round(cancel);
                outage = null;
                _fault = _cursors.Select(cursor => cursor.Setback?.Cause).FirstOrDefault(cause => cause is not null);
                if (!moved) await alarm.Wait(Pause, Time, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                _fault = e;
                outage = Setback.After(outage, e, Time);
                await new Alarm().Wait(outage.Pause, Time, cancel);
            }
        }

        try
        {
            await models.Release(Owner);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or ObjectDisposedException or IOException)
        {
            // A courtesy to the other daemons: without it the lease ends by itself.
        }
    }

    /// <summary>Says that something was appended just now, so that nobody waits for the next poll.</summary>
    public void Nudge() => _alarm.Ring();

    /// <summary>Waits until every read model includes the position; false when the bound ran out first.</summary>
    public Task<bool> WaitFor(long position, TimeSpan bound, CancellationToken cancel = default)
    {
        var waiting = _waiters.WaitFor(position, bound, Time, cancel);
        if (!waiting.IsCompleted) Nudge();
        return waiting;
    }

    /// <summary>
    /// Waits until every read model includes the position, for as long as it takes: it hurries nobody, and costs nothing while
    /// nothing is appended.
    /// </summary>
    /// <returns>The position that they include by then.</returns>
    public Task<long> Reaches(long position, CancellationToken cancel) => _waiters.WaitFor(position, cancel);

    private TimeSpan Heartbeat => Lease / 3;

    /// <summary>
    /// Where somebody waits for a model that another daemon moves, it looks again soon. To be told by NOTIFY would be no
    /// faster: that takes a lock of the whole database to the end of the commit, so that batches and appends would wait for each other.
    /// </summary>
    private TimeSpan Pause => _waiters.Any && _cursors.Any(cursor => !cursor.Owned) ? Glance : Poll < Heartbeat ? Poll : Heartbeat;

    /// <summary>Batches renew the leases too, but only those of models that move. Of a model that is another's only a claim tells where it stands.</summary>
    private bool IsClaimDue => _cursors.Length == 0 || _cursors.Any(cursor => !cursor.Owned) || Time.GetElapsedTime(_claimed) >= Heartbeat;

    private async Task Claim(CancellationToken cancel)
    {
        var claimed = Time.GetTimestamp();
        var claims = await models.Claim(Owner, Lease, cancel);
        if (models.Models.Except(claims.Select(claim => claim.Model)).FirstOrDefault() is { } unprepared)
            throw new InvalidOperationException($"{unprepared.Name} v{unprepared.Version} has no table yet: prepare the store first.");

        _cursors = [.. claims.Select(claim => new Cursor(claim.Model, claim.Owned, claim.Position)
        {
            Setback = _cursors.FirstOrDefault(before => before.Model == claim.Model && before.Position == claim.Position)?.Setback,
        })];
        _claimed = claimed;
        _waiters.Reach(Reached);
    }

    private long Reached => _cursors.Select(cursor => cursor.Position).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>Takes each group of models that stand at one position forward by a page; false where none moved.</summary>
    private async Task<bool> Round(CancellationToken cancel)
    {
        var positions = _cursors.Where(IsDue).Select(cursor => cursor.Position).Distinct().Order().ToArray();
        var moved = false;
        for (var i = 0; i < positions.Length; i++)
        {
            // Who is behind stops where the next ones stand, and goes on together with them.
            var stop = i + 1 < positions.Length ? positions[i + 1] : long.MaxValue;
            ReadModel[] together = [.. _cursors.Where(cursor => cursor.Position == positions[i] && IsDue(cursor)).Select(cursor => cursor.Model)];
            if (together.Length > 0) moved |= await Advance(together, positions[i], stop, cancel);
        }

        return moved;
    }

    private bool IsDue(Cursor cursor) => cursor.Owned && cursor.Setback?.IsOver(Time) != false;

    private async Task<bool> Advance(IReadOnlyList<ReadModel> together, long from, long stop, CancellationToken cancel)
    {
        var page = await log.ReadAll(from, BatchSize, cancel);
        var to = Math.Min(page.Through, stop);
        if (to <= from) return false;

        var facts = new List<Recorded>(page.Events.Count);
        var aside = new List<DeadLetter>();
        foreach (var recorded in page.Events.TakeWhile(recorded => recorded.Position <= to))
        {
            try
            {
                facts.Add(Recorded.From(recorded, decode(recorded)));
            }
            catch (Exception e)
            {
                aside.AddRange(together.Select(model => new DeadLetter(model, recorded.Zone, recorded.Position, Key: null, DeadLetter.CauseOf(e))));
            }
        }

        return await Apply(together, new Batch(from, to, facts) { Aside = aside }, cancel);
    }

    /// <summary>
    /// A batch that is refused is taken apart until whoever is to blame is alone: by models, then by halves, down to one
    /// fact, which is set aside. True where it is worth going on at once.
    /// </summary>
    private async Task<bool> Apply(IReadOnlyList<ReadModel> together, Batch batch, CancellationToken cancel)
    {
        switch (await models.Apply(Owner, Lease, together, batch, cancel))
        {
            case Applied.Overtaken:
                await Claim(cancel);
                return true;

            case Applied.Refused when together.Count > 1:
                var moved = false;
                foreach (var model in together) moved |= await Apply([model], batch, cancel);
                return moved;

            case Applied.Refused { ByFact: true } when batch.Facts.Count > 1:
                var middle = batch.Facts[(batch.Facts.Count / 2) - 1].Position;
                return await Apply(together, batch.Part(batch.From, middle), cancel) && await Apply(together, batch.Part(middle, batch.To), cancel);

            case Applied.Refused { ByFact: true } refused when batch.Facts is [var fact]:
                return await Apply(together, batch with { Facts = [], Aside = [.. batch.Aside, .. DeadLetter.Of(together[0], fact, refused.Cause)] }, cancel);

            case Applied.Refused refused:
                foreach (var cursor in CursorsOf(together)) cursor.Setback = Setback.After(cursor.Setback, refused.Cause, Time);
                return false;

            default:
                Batches.Record(batch.Facts.Count);
                foreach (var cursor in CursorsOf(together)) (cursor.Position, cursor.Setback) = (batch.To, null);
                _waiters.Reach(Reached);
                return true;
        }
    }

    private IEnumerable<Cursor> CursorsOf(IReadOnlyList<ReadModel> together) => _cursors.Where(cursor => together.Contains(cursor.Model));

    private sealed class Cursor(ReadModel model, bool owned, long position)
    {
        public ReadModel Model => model;

        public bool Owned => owned;

        public long Position { get; set; } = position;

        public Setback? Setback { get; set; }
    }
}
