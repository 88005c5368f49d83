using System.Diagnostics;
using System.Runtime.CompilerServices;
using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Builds a read model anew beside the live one, from the beginning of the log, and swaps them in one transaction: readers
/// go on reading the live one and never meet an empty or an older table, its daemon goes on feeding it, and is overtaken.
/// It may run in a process of its own. A rebuild that ends early leaves nothing, and the next one starts again, so that no
/// table is ever the work of two versions of the code. See docs/adr/0008-rebuild-beside.md.
/// </summary>
/// <remarks>The store must be prepared.</remarks>
public sealed class Rebuild(IEventLog log, ReadModelStore store, Func<RecordedEvent, object> decode)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How many facts are read, folded and written at a time; three times as many are in memory at most.</summary>
    public int PageSize { get; init; } = 10_000;

    /// <summary>How many documents are kept in memory: those it has, it need not read back.</summary>
    public int Hot { get; init; } = 50_000;

    /// <summary>How long the log may give nothing, below the position to reach, before the rebuild gives up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Builds the model's tables and makes them the live ones; those before are kept.</summary>
    public async Task<RebuildOutcome> Run(ReadModel model, IProgress<RebuildProgress>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return await Run(model, carefully: false, watch, progress, cancel);
        }
        catch (Exception e) when (IncomingTable.IsByFact(e))
        {
            // Some fact makes what cannot be written. Filling does not tell which.
            return await Run(model, carefully: true, watch, progress, cancel);
        }
    }

    private async Task<RebuildOutcome> Run(ReadModel model, bool carefully, Stopwatch watch, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        await using var next = await IncomingTable.Open(store, model, Hot, TableRole.Next, carefully, cancel);
        if (next is null) return BeingRebuilt(model);
        try
        {
            var goal = Math.Max(await next.LivePosition(cancel), await store.End(cancel));
            await foreach (var batch in Ahead(model, goal, cancel))
            {
                await next.Take(batch, cancel);
                Tell(RebuildStage.Filling);
            }

            if (next.Position < goal)
                return await Abandoned($"the log has given nothing behind position {next.Position} for {Patience}, below {goal}: a transaction is still open, or the read models are ahead of the log");
            Tell(RebuildStage.Indexing);
            await next.Finish(cancel);
            Tell(RebuildStage.Swapping);
            return await Swapped(next, model, watch, cancel) ?? await Abandoned($"for {Patience} there was always somebody in the way of the swap");

            void Tell(RebuildStage stage) =>
                progress?.Report(new RebuildProgress(stage, next.Position, Math.Max(goal, next.Position), next.Facts, next.Facts / Math.Max(1e-9, watch.Elapsed.TotalSeconds)));
        }
        catch
        {
            // Where not even this can be done, the next rebuild does it.
            await next.Abandon().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        async Task<RebuildOutcome> Abandoned(string reason)
        {
            await next.Abandon();
            return new RebuildOutcome.Refused($"{Named(model)} stays as it is: {reason}.");
        }
    }

    /// <summary>Makes the tables that the last rebuild took the place of the live ones again, once they have caught up; the others are kept.</summary>
    public async Task<RebuildOutcome> Back(ReadModel model, CancellationToken cancel = default)
    {
        await using var old = await IncomingTable.Open(store, model, Hot, TableRole.Old, carefully: true, cancel);
        if (old is null) return BeingRebuilt(model);
        if (old.Position < 0) return new RebuildOutcome.Refused($"No earlier table of {Named(model)} is kept.");
        return await Swapped(old, model, Stopwatch.StartNew(), cancel)
            ?? new RebuildOutcome.Refused($"{Named(model)} stays as it is: for {Patience} there was always somebody in the way of the swap.");
    }

    /// <summary>
    /// Drops the tables that the last rebuild took the place of, and those of the model's earlier versions: there is no way
    /// back then. A version that a server of an earlier release feeds at the moment is left alone.
    /// </summary>
    public async Task<RebuildOutcome> Drop(ReadModel model, CancellationToken cancel = default)
    {
        await using var old = await IncomingTable.Open(store, model, Hot, TableRole.Old, carefully: true, cancel);
        return old is null ? BeingRebuilt(model) : new RebuildOutcome.Dropped(await old.DropKept(cancel));
    }

    /// <summary>Follows the log until the moment of the swap comes; null where it never came.</summary>
    private async Task<RebuildOutcome?> Swapped(IncomingTable incoming, ReadModel model, Stopwatch watch, CancellationToken cancel)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience;)
        {
            var batch = await Read(model, incoming.Position, cancel);
            if (batch.To > incoming.Position) await incoming.Take(batch, cancel);
            if (batch.Facts.Count == PageSize) continue;
            if (await incoming.Swap(() => Read(model, incoming.Position, cancel), cancel))
                return new RebuildOutcome.Swapped(incoming.Position, incoming.Facts, incoming.Aside, watch.Elapsed);
            await Task.Delay(Pause, cancel);
        }

        return null;
    }

    /// <summary>The log from its beginning to the goal at least: while a batch is folded and written, the next one is read and decoded.</summary>
    private async IAsyncEnumerable<Batch> Ahead(ReadModel model, long goal, [EnumeratorCancellation] CancellationToken cancel)
    {
        var silence = Stopwatch.StartNew();
        var reading = Task.Run(() => Read(model, after: 0, cancel), cancel);
        try
        {
            for (var position = 0L; position < goal;)
            {
                var batch = await reading;
                if (batch.To == position && silence.Elapsed > Patience) yield break;
                // A reader that has just started waits at a gap for the transactions of the moment to end.
                if (batch.To == position) await Task.Delay(Pause, cancel);
                else silence.Restart();
                reading = Task.Run(() => Read(model, batch.To, cancel), cancel);
                if (batch.To > position) yield return batch;
                position = batch.To;
            }
        }
        finally
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Batch> Read(ReadModel model, long after, CancellationToken cancel)
    {
        var page = await log.ReadAll(after, PageSize, cancel);
        var facts = new List<Recorded>(page.Events.Count);
        var aside = new List<DeadLetter>();
        foreach (var recorded in page.Events)
        {
            try
            {
                facts.Add(Recorded.From(recorded, decode(recorded)));
            }
            catch (Exception e)
            {
                aside.Add(new DeadLetter(model, recorded.Zone, recorded.Position, Key: null, DeadLetter.CauseOf(e)));
            }
        }

        return new Batch(after, Math.Max(after, page.Through), facts) { Aside = aside };
    }

    private static RebuildOutcome.Refused BeingRebuilt(ReadModel model) => new($"{Named(model)} is being rebuilt already.");

    private static string Named(ReadModel model) => $"{model.Name} v{model.Version}";
}
