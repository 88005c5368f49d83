using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using TalentBank.EventStore;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Benchmarks;

/// <summary>
/// From an append's acknowledgement until the daemon says that every read model includes it, at a steady thousand facts per
/// second: a ledger with its totals and three document models, in one server.
/// </summary>
internal sealed class Lag : Benchmark
{
    private const int PerSecond = 1_000;
    private const int Seconds = 10;
    private const int Warm = 2;

    private static readonly double[] Goal = [5, 30];

    public override string Name => "lag";

    public override async Task<IReadOnlyList<Result>> Run(string connectionString, int runs)
    {
        await using var database = await Database.Open(connectionString);
        var store = new ReadModelStore(database, [Positions.Ledger, Positions.Documents, Positions.Other("second"), Positions.Other("third")], JsonSerializerOptions.Default);
        await store.Prepare();
        var log = new PostgresLog(database);
        var daemon = new Daemon(log, store, Positions.Decode);
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(daemon.Run(stop.Token), new Listener(database, daemon).Run(stop.Token));

        var (medians, tails) = (new List<double>(), new List<double>());
        var made = 0;
        for (var run = 0; run < runs; run++)
        {
            var lags = new ConcurrentBag<double>();
            await AtRate(PerSecond * (Warm + Seconds), async n =>
            {
                var number = Interlocked.Increment(ref made);
                var outcome = await log.Append(Facts.Request(FormattableString.Invariant($"position-{number}"), 0, number));
                if (outcome is not AppendOutcome.Appended { Position: var position }) throw new InvalidOperationException($"{outcome}");
                var acknowledged = Stopwatch.GetTimestamp();
                daemon.Nudge();
                if (!await daemon.WaitFor(position, TimeSpan.FromSeconds(30))) throw new InvalidOperationException($"The daemon does not follow: {daemon.Fault}");
                if (n >= PerSecond * Warm) lags.Add(Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds);
            });
            medians.Add(lags.Percentile(0.5));
            tails.Add(lags.Percentile(0.99));
        }

        await stop.CancelAsync();
        await running;
        return
        [
            new Result(
                "lag from acknowledged append to visible figure at 1,000 facts/s, a ledger and 3 document models", "–", "p50 ≤ 5 ms, p99 ≤ 30 ms",
                FormattableString.Invariant($"p50 {medians.Median():0.0} ms, p99 {tails.Median():0.0} ms"), "the same", medians.Spread(),
                medians.Median() <= Goal[0] && tails.Median() <= Goal[1]),
        ];
    }

    /// <summary>Starts one piece of work after the other at the rate, whether or not those before are done; ends when all are.</summary>
    private static async Task AtRate(int count, Func<int, Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        var started = new List<Task>(count);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (started.Count < count && await timer.WaitForNextTickAsync())
        {
            var due = Math.Min(count, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * PerSecond));
            while (started.Count < due) started.Add(work(started.Count));
        }

        await Task.WhenAll(started);
    }
}
