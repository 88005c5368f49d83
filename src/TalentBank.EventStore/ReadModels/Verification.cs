using System.Data;
using System.Diagnostics;
using Npgsql;
using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Proves on live data what the bank promises: the log is in order, every read model is what the log makes of it, and
/// the ledger neither makes nor loses anything.
/// </summary>
/// <remarks>
/// It may run beside a working server. The live tables are seen through one read-only snapshot, taken first; the log is
/// read to its end, and each model rebuilt as far as the snapshot has it. The snapshot takes no transaction id and no
/// lock that appends, daemons or readers wait for; a rebuild waits with its swap, and PostgreSQL with its clean-up (vacuum).
/// </remarks>
public sealed class Verification(IEventLog log, ReadModelStore store, Func<RecordedEvent, object> decode)
{
    /// <summary>How long the log may stay silent below what the read models include, before that counts as its end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How many documents of each model are kept in memory before they are written.</summary>
    private const int Hot = 20_000;

    /// <summary>How many facts are read and folded at a time.</summary>
    public int BatchSize { get; init; } = 1000;

    public async Task<VerificationReport> Run(IProgress<VerificationProgress>? progress = null, CancellationToken cancel = default)
    {
        var findings = new Findings();
        await using var live = await store.Open(cancel);
        await using var snapshot = await live.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await ReadModelStore.Execute(live, store.View(), cancel);
        var cursors = await store.Cursors(live, cancel);
        await using var copies = await store.Open(cancel);
        var rebuilds = store.Models
            .Select(model => new Copy(store.TableOf(model), ModelTable.Of(model, store.Json, Hot, schema: "pg_temp"), cursors.GetValueOrDefault(model)))
            .ToArray();
        try
        {
            foreach (var rebuild in rebuilds) await rebuild.Create(copies, cancel);
            var order = new LogOrder(findings);
            var position = await Walk(order, rebuilds, copies, findings, progress, cancel);

            var (documents, entries, accounts) = (0L, 0L, 0L);
            foreach (var rebuild in rebuilds)
            {
                if (rebuild.Through > position)
                    findings.Add(Check.Ahead, rebuild.Subject, $"includes position {rebuild.Through}; the log ends at {position}");
                await rebuild.Complete(copies, findings, cancel);
                var rows = rebuild.Failed ? 0 : await rebuild.Compare(live, copies, findings, cancel);
                if (rebuild.Live is LedgerTable ledger)
                {
                    entries += rows;
                    accounts += await Balance(ledger, rebuild, live, findings, cancel);
                }
                else
                {
                    documents += rows;
                }
            }

            return new VerificationReport(position, order.Facts, order.Streams, documents, entries, accounts, findings.List);
        }
        finally
        {
            foreach (var rebuild in rebuilds) await rebuild.Drop(copies);
        }
    }

    /// <summary>Reads the log once, to its end as it is then; gives the position of that end.</summary>
    private async Task<long> Walk(LogOrder order, Copy[] rebuilds, NpgsqlConnection copies, Findings findings, IProgress<VerificationProgress>? progress, CancellationToken cancel)
    {
        var goal = rebuilds.Select(rebuild => rebuild.Through).DefaultIfEmpty(0).Max();
        var position = 0L;
        var silence = Stopwatch.StartNew();
        while (true)
        {
            var page = await log.ReadAll(position, BatchSize, cancel);
            foreach (var recorded in page.Events) order.Follow(recorded);
            var facts = Decoded(page.Events, findings);
            foreach (var rebuild in rebuilds) await rebuild.Take(copies, facts, findings, cancel);

            var moved = page.Through > position;
            position = Math.Max(position, page.Through);
            progress?.Report(new VerificationProgress(order.Facts, position, Math.Max(goal, position)));
            if (moved) silence.Restart();
            if (position >= goal ? page.Events.Count < BatchSize : silence.Elapsed > Patience) return position;
            // A reader that has just started waits at a gap for the transactions of the moment to end.
            if (!moved) await Task.Delay(Pause, cancel);
        }
    }

    private List<Recorded> Decoded(IReadOnlyList<RecordedEvent> events, Findings findings)
    {
        var facts = new List<Recorded>(events.Count);
        foreach (var recorded in events)
        {
            try
            {
                facts.Add(Recorded.From(recorded, decode(recorded)));
            }
            catch (Exception e)
            {
                findings.Add(Check.Fold, "log", new FoldException(recorded, e).Message);
            }
        }

        return facts;
    }

    /// <summary>The ledger by itself, without the log: gives how many accounts were followed.</summary>
    private static async Task<long> Balance(LedgerTable ledger, Copy rebuild, NpgsqlConnection live, Findings findings, CancellationToken cancel)
    {
        await Find(Check.Transfers, $"""
            select format('%s: the entries of transfer %s.%s sum to %s', zone, position, ordinal, sum(amount))
            from {ledger.Quoted} group by zone, position, ordinal having sum(amount) <> 0 or count(*) <> 2 order by zone, position, ordinal
            """);
        await Find(Check.Conservation, $"""
            select format('%s: all accounts of %s sum to %s', zone, unit, sum(amount))
            from {ledger.Quoted} group by zone, unit having sum(amount) <> 0 order by zone, unit
            """);

        foreach (var differences in ledger.Totals.SelectMany(totals => totals.Differences(ledger.Quoted, rebuild.Through))) await Find(Check.Totals, differences);

        var account = string.Join(", ", ["zone", "unit", "account", .. ledger.Dimensions]);
        var balances = $"""
            select {account}, effective, sum(sum(amount)) over (partition by {account} order by effective) as balance
            from {ledger.Quoted} where account <> 'outside' group by {account}, effective
            """;
        await Find(Check.BelowZero, $"""
            select distinct on ({account}) format('%s: %s %s (%s) is %s from %s on', zone, unit, account, concat_ws(', ', {string.Join(", ", ["null", .. ledger.Dimensions])}), balance, effective)
            from ({balances}) as days where balance < 0 order by {account}, effective
            """);

        await using var count = new NpgsqlCommand($"select count(*) from (select distinct {account} from {ledger.Quoted} where account <> 'outside') as accounts", live) { CommandTimeout = Database.Unbounded };
        return (long)(await count.ExecuteScalarAsync(cancel))!;

        async Task Find(Check check, string sql)
        {
            await using var command = new NpgsqlCommand(sql, live) { CommandTimeout = Database.Unbounded };
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) findings.Add(check, rebuild.Subject, reader.GetString(0));
        }
    }
}
