using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.Log;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// Foreign writers take numbers, and commit or roll back whenever they like; daemons start at whatever checkpoint the
/// last one left, some of them with models that most facts do not concern. No checkpoint is ever above a number that
/// may still be filled.
/// </summary>
public sealed class Es08CheckpointAhead
{
    private static readonly int Steps = RecipeLength.Of(60, 2000);

    [Fact]
    public async Task No_checkpoint_stands_above_a_number_that_may_still_be_filled()
    {
        await using var test = new TestDatabase();
        await test.InitializeAsync();
        (await History(test, log => log)).ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_that_takes_the_last_number_it_sees_for_the_end_loses_facts()
    {
        await using var test = new TestDatabase();
        await test.InitializeAsync();
        (await History(test, _ => new NaiveLog(test.Raw))).ShouldBeGreaterThan(0);
    }

    /// <summary>How many facts the models have missed at the end, and how many checkpoints stood too high meanwhile.</summary>
    private static async Task<long> History(TestDatabase test, Func<PostgresLog, IEventLog> reader)
    {
        var counted = new DocumentModel<Count>("counted", 1, _ => ["all"], (_, count, _) => new Count((count?.Facts ?? 0) + 1));
        var filtered = new DocumentModel<Count>("filtered", 1, recorded => recorded.Stream == "writer-0" ? ["all"] : [], (_, count, _) => new Count((count?.Facts ?? 0) + 1));
        var unconcerned = new DocumentModel<Count>("unconcerned", 1, _ => [], (_, _, _) => null);
        var store = new ReadModelStore(test.Database, [counted, filtered, unconcerned], JsonSerializerOptions.Default);
        await store.Prepare();
        var log = reader(new PostgresLog(test.Database));

        var random = new Random(8);
        var writers = new (ForeignWriter Writer, long? Number)[4];
        for (var i = 0; i < writers.Length; i++) writers[i] = (await ForeignWriter.On(test.Raw, $"writer-{i}"), null);
        var faults = 0L;
        for (var step = 0; step < Steps; step++)
        {
            var some = random.Next(writers.Length);
            writers[some].Number = await Step(writers[some].Writer, writers[some].Number, rollback: random.Next(4) == 0);
            await Feed(store, log, random);
            var open = writers.Min(writer => writer.Number) ?? long.MaxValue;
            faults += (await store.Lags()).Count(lag => lag.Position >= open);
        }

        for (var i = 0; i < writers.Length; i++)
        {
            if (writers[i].Number is { } number) await Step(writers[i].Writer, number, rollback: false);
            await writers[i].Writer.DisposeAsync();
        }

        await Feed(store, log, random);
        await Feed(store, log, random);
        return faults
            + Math.Abs(await test.Raw.Ask<long>("select count(*) from talentbank.mt_events") - await Facts("counted"))
            + Math.Abs(await test.Raw.Ask<long>("select count(*) from talentbank.mt_events where stream_id = 'writer-0'") - await Facts("filtered"));

        Task<long> Facts(string model) => test.Raw.Ask<long>($"select coalesce(sum((document ->> 'Facts')::bigint), 0)::bigint from talentbank_read.{model}_v1");
    }

    /// <summary>Takes a number, or ends the transaction that has one.</summary>
    private static async Task<long?> Step(ForeignWriter writer, long? number, bool rollback)
    {
        if (number is null)
        {
            await writer.Begin();
            return await writer.TakeNumber();
        }

        await writer.Insert(number.Value);
        await (rollback ? writer.Rollback() : writer.Commit());
        return null;
    }

    /// <summary>A daemon that starts where the last one stopped, reads until nothing more comes, and stops.</summary>
    private static async Task Feed(ReadModelStore store, IEventLog log, Random random)
    {
        var quiet = new QuietLog(log);
        var daemon = new Daemon(quiet, store, recorded => recorded) { BatchSize = random.Next(1, 4), Poll = TimeSpan.Zero };
        using var stop = new CancellationTokenSource();
        var running = daemon.Run(stop.Token);
        await Eventually.Holds(() => Task.FromResult(quiet.EmptyPages >= 3));
        await stop.CancelAsync();
        await running;
    }

    private sealed record Count(long Facts);

    /// <summary>Counts the empty pages in a row.</summary>
    private sealed class QuietLog(IEventLog log) : ReadOnlyLog
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
