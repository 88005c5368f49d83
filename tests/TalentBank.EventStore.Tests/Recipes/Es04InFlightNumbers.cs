using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.Log;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>A rebuild that is started while transactions below its goal are open: it waits for them, and has what they leave.</summary>
public sealed class Es04InFlightNumbers
{
    private static readonly int Rounds = RecipeLength.Of(4, 200);

    private static readonly DocumentModel<Seen> Numbers = new(
        "numbers", 1, _ => ["all"], (_, seen, recorded) => new Seen((seen?.Facts ?? 0) + 1, [.. seen?.Positions ?? [], recorded.Position]));

    [Fact]
    public async Task What_is_rebuilt_has_what_the_open_transactions_left()
    {
        await using var test = new TestDatabase();
        await test.InitializeAsync();
        (await Missed(test, log => log)).ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_that_takes_the_last_number_it_sees_for_the_end_walks_past_them()
    {
        await using var test = new TestDatabase();
        await test.InitializeAsync();
        (await Missed(test, _ => new NaiveLog(test.Raw))).ShouldBeGreaterThan(0);
    }

    /// <summary>How many facts the rebuilt models have missed, over all rounds.</summary>
    private static async Task<long> Missed(TestDatabase test, Func<PostgresLog, IEventLog> reader)
    {
        var store = new ReadModelStore(test.Database, [Numbers], JsonSerializerOptions.Default);
        await store.Prepare();
        await using var late = await ForeignWriter.On(test.Raw, "late");
        await using var swift = await ForeignWriter.On(test.Raw, "swift");
        var (random, missed) = (new Random(4), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            await late.Begin();
            var number = await late.TakeNumber();
            for (var i = 0; i <= random.Next(3); i++) await swift.WriteOne();

            var log = new Watched(reader(new PostgresLog(test.Database)));
            var rebuild = new Rebuild(log, store, recorded => recorded) { PageSize = random.Next(1, 5) }.Run(Numbers);
            // It has come to the number and waits; or, without the fence, has walked past it.
            await Eventually.Holds(() => Task.FromResult(rebuild.IsCompleted || log.EmptyPages >= 3));
            await late.Insert(number);
            await (random.Next(4) == 0 ? late.Rollback() : late.Commit());

            (await rebuild).ShouldBeOfType<RebuildOutcome.Swapped>();
            missed += await test.Raw.Ask<long>("select (select count(*) from talentbank.mt_events) - (select (document->>'Facts')::bigint from talentbank_read.numbers_v1)");
            (await test.Raw.Ask<bool>("select document->'Positions' = (select jsonb_agg(value order by value::bigint) from jsonb_array_elements(document->'Positions')) from talentbank_read.numbers_v1")).ShouldBeTrue("the order of the log");
        }

        return missed;
    }

    private sealed record Seen(long Facts, IReadOnlyList<long> Positions);

    /// <summary>Counts the empty pages in a row.</summary>
    private sealed class Watched(IEventLog log) : ReadOnlyLog
    {
        private int _emptyPages;

        public int EmptyPages => Volatile.Read(ref _emptyPages);

        public override async ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
        {
            var page = await log.ReadAll(after, limit, cancel);
            Volatile.Write(ref _emptyPages, page.Through > after ? 0 : _emptyPages + 1);
            return page;
        }
    }
}
