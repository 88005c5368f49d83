using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using TalentBank.EventStore;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Benchmarks;

/// <summary>Appending and what is asked every day, as the log grows: the same work on 10,000 facts, a million and, with --large, ten million.</summary>
internal sealed class Growth : Benchmark
{
    private const double Goal = 0.9;
    private const int Appends = 2_000;
    private const int Asked = 60;

    public override string Name => "growth";

    public override async Task<IReadOnlyList<Result>> Run(string connectionString, int runs)
    {
        var results = new List<Result>();
        Measured? small = null;
        foreach (var facts in IsLarge ? (int[])[10_000, 1_000_000, 10_000_000] : [10_000, 1_000_000])
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var database = await Database.Open(connectionString);
            await FilledLog.Forget(source);
            await FilledLog.Fill(source, facts, Math.Max(200, facts / 50));
            var log = new PostgresLog(database);
            var store = new ReadModelStore(database, [Positions.Ledger, Positions.Documents], JsonSerializerOptions.Default);
            await store.Prepare();
            foreach (var model in store.Models) await new Rebuild(log, store, Positions.Decode).Run(model);
            await FilledLog.CleanUp(source);

            var measured = await Measure(log, store, facts, runs);
            await Console.Error.WriteLineAsync($"  {facts:N0} facts: {measured}");
            if (small is { } least) results.AddRange(measured.Against(least, facts));
            else small = measured;
        }

        return results;
    }

    private static async Task<Measured> Measure(PostgresLog log, ReadModelStore store, int facts, int runs)
    {
        var appends = new List<double>();
        var questions = Questions();
        var asked = questions.Select(_ => new List<double>()).ToArray();
        var made = facts;
        for (var run = 0; run <= runs; run++)
        {
            var requests = Enumerable.Range(0, Appends).Select(_ => Facts.Request(FormattableString.Invariant($"new-{++made}"), 0, made)).ToArray();
            var start = Stopwatch.GetTimestamp();
            await Callers.Run(32, requests, async next =>
            {
                while (next() is { } request)
                    if (await log.Append(request) is not AppendOutcome.Appended and var outcome) throw new InvalidOperationException($"{outcome}");
            });
            // The first round warms up.
            if (run > 0) appends.Add(Appends / Stopwatch.GetElapsedTime(start).TotalSeconds);
            for (var i = 0; i < questions.Length; i++)
            {
                var times = new List<double>(Asked);
                for (var n = 0; n < Asked; n++)
                {
                    var began = Stopwatch.GetTimestamp();
                    await using var snapshot = store.Read(Facts.Zone);
                    await questions[i].Ask(snapshot, n);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }

                if (run > 0) asked[i].Add(times.Median());
            }
        }

        return new Measured(appends.Median(), appends.Spread(), [.. questions.Select((question, i) => (question.What, asked[i].Median(), asked[i].Spread()))]);
    }

    private static (string What, Func<Snapshot, int, Task> Ask)[] Questions()
    {
        var today = DateOnly.FromDateTime(FilledLog.End.UtcDateTime);
        var gap = new LedgerQuery("OPENINGS", ["open", "held", "surveyed"]) { Until = today };
        var key = gap with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["key"] = ["true"] } };
        return
        [
            ("the gap by category, today", (snapshot, _) => snapshot.Sum(Positions.Ledger, new Balances(gap, ["category", "account"]))),
            ("the gap by category, as of a day of last year", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { Until = today.AddDays(-200 - n) }, ["category", "account"]))),
            ("its changes in a month, by reason", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { From = today.AddDays(-40 - n), Until = today.AddDays(-10 - n) }, ["reason"]))),
            ("key staff's days in twelve months", (snapshot, _) => snapshot.Sum(Positions.Ledger, new Balances(key, [], new DayWindow(today.AddDays(-364), today)))),
            ("one person's account", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["talent"] = [$"talent-{n}"] } }, ["account"]))),
            ("how many entries stand behind the gap", (snapshot, _) => snapshot.Count(Positions.Ledger, gap)),
            ("the first twenty of them", (snapshot, _) => snapshot.Entries(Positions.Ledger, new EntriesPage(gap, 20))),
            ("one document", (snapshot, n) => snapshot.Get(Positions.Documents, [$"position-{n}"])),
            ("the first twenty documents of an enterprise", (snapshot, n) => snapshot.Find(
                Positions.Documents, new DocumentQuery([new Condition("enterprise", EventStore.ReadModels.Comparison.In, [$"enterprise-91511400MA62JX7{n:000}"])], [new Order("from", Descending: true)], First: 20))),
            ("the gap by category as it was known half a year ago", (snapshot, _) => snapshot.Sum(Positions.Ledger, new Balances(gap with { KnownAt = FilledLog.End.AddDays(-180) }, ["category", "account"]))),
        ];
    }

    private sealed record Measured(double Appends, double AppendSpread, IReadOnlyList<(string What, double Milliseconds, double Spread)> Questions)
    {
        public IEnumerable<Result> Against(Measured small, int facts)
        {
            var size = facts.ToString("N0", CultureInfo.InvariantCulture);
            yield return Of($"append at {size} facts, 32 callers", Appends / small.Appends, FormattableString.Invariant($"{Appends:N0} against {small.Appends:N0} facts/s"), AppendSpread);
            foreach (var ((what, milliseconds, spread), (_, before, _)) in Questions.Zip(small.Questions))
                yield return Of($"{what}, at {size} facts", before / milliseconds, FormattableString.Invariant($"{milliseconds:0.00} against {before:0.00} ms"), spread);
        }

        private static Result Of(string work, double ratio, string absolute, double spread) =>
            new(work, "the same at 10,000", "≥ 0.9", FormattableString.Invariant($"{ratio:0.00}"), absolute, spread, ratio >= Goal);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Appends:N0} appends/s; {string.Join(", ", Questions.Select(question => $"{question.Milliseconds:0.00}"))} ms");
    }
}
