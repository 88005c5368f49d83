using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using TalentBank.EventStore;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Benchmarks;

/// <summary>
/// Appending and what is asked every day, as the log grows: a database for each size, side by side, and every question asked
/// of one after the other, so that whatever else the machine does at the moment meets them all.
/// </summary>
internal sealed class Growth : Benchmark
{
    private const double Goal = 0.9;
    private const int Appends = 2_000;
    private const int Asked = 60;

    public override string Name => "growth";

    public override async Task<IReadOnlyList<Result>> Run(string connectionString, int runs)
    {
        var banks = new List<Bank>();
        foreach (var facts in Sizes.Order()) banks.Add(await Bank.Open(await CreateDatabase(FormattableString.Invariant($"growth_{facts}")), facts));
        try
        {
            return await Measure(banks, runs);
        }
        finally
        {
            foreach (var bank in banks) await bank.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<Result>> Measure(IReadOnlyList<Bank> banks, int runs)
    {
        var questions = Questions();
        var appends = new List<double[]>();
        var asked = questions.Select(_ => new List<double[]>()).ToArray();
        for (var run = 0; run <= runs; run++)
        {
            var rates = new double[banks.Count];
            for (var size = 0; size < banks.Count; size++) rates[size] = await banks[size].Append(Appends);
            // The first round warms up.
            if (run > 0) appends.Add(rates);
            for (var i = 0; i < questions.Length; i++)
            {
                var times = banks.Select(_ => new List<double>(Asked)).ToArray();
                for (var n = 0; n < Asked; n++)
                    for (var size = 0; size < banks.Count; size++) times[size].Add(await banks[size].Ask(questions[i].Ask, n));
                if (run > 0) asked[i].Add([.. times.Select(of => of.Median())]);
            }
        }

        return
        [
            Of("append, 32 callers", banks, appends, rate => rate, "N0", "facts/s"),
            .. questions.Select((question, i) => Of(question.What, banks, asked[i], time => 1 / time, "0.00", "ms")),
        ];
    }

    /// <param name="work">What was done.</param>
    /// <param name="banks">The sizes, the smallest first.</param>
    /// <param name="measured">Of each run a measurement for each size.</param>
    /// <param name="speed">What a measurement says of the speed.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="unit">Of what it is.</param>
    private static Result Of(string work, IReadOnlyList<Bank> banks, IReadOnlyList<double[]> measured, Func<double, double> speed, string format, string unit)
    {
        double Ratio(double[] run, int size) => speed(run[size]) / speed(run[0]);
        var larger = Enumerable.Range(1, banks.Count - 1).ToArray();
        var ratios = larger.Select(size => measured.Median(run => Ratio(run, size))).ToArray();
        return new Result(
            work,
            $"the same at {banks[0].Size}",
            FormattableString.Invariant($"≥ {Goal:0.0}"),
            string.Join("; ", larger.Select(size => FormattableString.Invariant($"{ratios[size - 1]:0.00} at {banks[size].Size}"))),
            $"{string.Join(", ", banks.Select((_, size) => measured.Median(run => run[size]).ToString(format, CultureInfo.InvariantCulture)))} {unit}",
            larger.Select(size => measured.Select(run => Ratio(run, size)).Spread()).DefaultIfEmpty(0).Max(),
            ratios.All(ratio => ratio >= Goal));
    }

    private static (string What, Func<Snapshot, int, Task> Ask)[] Questions()
    {
        var today = DateOnly.FromDateTime(FilledLog.End.UtcDateTime);
        var gap = new LedgerQuery("OPENINGS", ["open", "held", "surveyed"]) { Until = today };
        var key = gap with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["key"] = ["true"] } };
        return
        [
            ("the gap by category, today", (snapshot, _) => snapshot.Sum(Positions.Ledger, new Balances(gap, ["category", "account"]))),
            ("the same as of a day of last year", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { Until = today.AddDays(-200 - n) }, ["category", "account"]))),
            ("the same as it was known half a year ago", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { KnownAt = FilledLog.End.AddDays(-180 - n) }, ["category", "account"]))),
            ("its changes in a month, by reason", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { From = today.AddDays(-40 - n), Until = today.AddDays(-10 - n) }, ["reason"]))),
            ("key staff's days in twelve months", (snapshot, _) => snapshot.Sum(Positions.Ledger, new Balances(key, [], new DayWindow(today.AddDays(-364), today)))),
            ("one person's account", (snapshot, n) => snapshot.Sum(Positions.Ledger, new Balances(gap with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["talent"] = [$"talent-{n}"] } }, ["account"]))),
            ("how many entries stand behind the gap", (snapshot, _) => snapshot.Count(Positions.Ledger, gap)),
            ("the first twenty of them", (snapshot, _) => snapshot.Entries(Positions.Ledger, new EntriesPage(gap, 20))),
            ("one document", (snapshot, n) => snapshot.Get(Positions.Documents, [$"position-{n}"])),
            ("the first twenty documents of an enterprise", (snapshot, n) => snapshot.Find(
                Positions.Documents, new DocumentQuery([new Condition("enterprise", EventStore.ReadModels.Comparison.In, [$"enterprise-91511400MA62JX7{n:000}"])], [new Order("from", Descending: true)], First: 20))),
        ];
    }

    /// <summary>A database with so many facts and their read models.</summary>
    private sealed class Bank(Database database, int facts) : IAsyncDisposable
    {
        private readonly PostgresLog _log = new(database);
        private readonly ReadModelStore _store = new(database, [Positions.Ledger, Positions.Documents], JsonSerializerOptions.Default);
        private int _made;

        public string Size => facts.ToString("N0", CultureInfo.InvariantCulture);

        public static async Task<Bank> Open(string connectionString, int facts)
        {
            var bank = new Bank(await Database.Open(connectionString), facts);
            await using var source = NpgsqlDataSource.Create(connectionString);
            await Took("filled", FilledLog.Fill(source, facts, Math.Max(200, facts / 50)));
            await bank._store.Prepare();
            foreach (var model in bank._store.Models) await Took($"{model.Name} built", new Rebuild(bank._log, bank._store, Positions.Decode).Run(model));
            await Took("cleaned up", FilledLog.CleanUp(source));
            return bank;

            async Task Took(string what, Task work)
            {
                var start = Stopwatch.GetTimestamp();
                await work;
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {bank.Size} facts: {what} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
            }
        }

        /// <summary>Facts per second, to new streams.</summary>
        public async Task<double> Append(int count)
        {
            var requests = Enumerable.Range(0, count).Select(_ => Facts.Request(FormattableString.Invariant($"new-{++_made}"), 0, facts + _made)).ToArray();
            var start = Stopwatch.GetTimestamp();
            await Callers.Run(32, requests, async next =>
            {
                while (next() is { } request)
                    if (await _log.Append(request) is not AppendOutcome.Appended and var outcome) throw new InvalidOperationException($"{outcome}");
            });
            return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        /// <summary>In milliseconds, on a snapshot of its own.</summary>
        public async Task<double> Ask(Func<Snapshot, int, Task> question, int n)
        {
            var start = Stopwatch.GetTimestamp();
            await using var snapshot = _store.Read(Facts.Zone);
            await question(snapshot, n);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
