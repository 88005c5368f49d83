using System.Globalization;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Log;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// Sixteen foreign writers with every bad habit, one that holds its number for long, and a reader on connections of its
/// own. The naive reader (seq &gt; last) reads the same log beside it and must miss events, else the writers were too tame.
/// </summary>
public sealed class Es01SkippedEvents(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const int Writers = 16;

    [Fact]
    public async Task Nothing_is_missed_or_read_twice_or_turned_around()
    {
        var until = RecipeLength.Of(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60));
        var hold = until / 2;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var writing = Task.WhenAll([
            .. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(new Random(writer), () => clock.Elapsed < until))),
            Task.Run(() => Hold(() => clock.Elapsed < hold)),
        ]);

        await using var database = await Database.Open(test.ConnectionString);
        var (ours, naive) = (new List<RecordedEvent>(), new List<long>());
        var (log, naiveAfter) = (new PostgresLog(database), 0L);
        while (!writing.IsCompleted)
        {
            ours.AddRange((await log.ReadAll(ours.LastOrDefault()?.Position ?? 0, 200)).Events);
            var last = await test.Raw.Ask<long>(string.Create(CultureInfo.InvariantCulture, $"select coalesce(max(seq_id), {naiveAfter}) from talentbank.mt_events where seq_id > {naiveAfter}"));
            naive.AddRange(await test.Raw.Positions(naiveAfter, last));
            naiveAfter = last;
        }
        await writing;
        ours.AddRange(await log.ReadToEnd(ours[^1].Position));
        naive.AddRange(await test.Raw.Positions(naiveAfter));

        var written = await test.Raw.Positions();
        ours.Select(@event => @event.Position).ShouldBe(written);
        foreach (var stream in ours.GroupBy(@event => @event.Stream))
            stream.Select(@event => @event.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(n => (long)n));
        var missed = written.Except(naive).Count();
        missed.ShouldBeGreaterThan(0, "else the writers were too tame for this test");
        TestContext.Current.SendDiagnosticMessage($"The naive reader missed {missed} of {written.Count} events, ours none.");
    }

    private async Task Write(Random random, Func<bool> goOn)
    {
        await using var writer = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        while (goOn())
        {
            await writer.Begin();
            if (random.Next(3) == 0)
                await writer.TakeTransactionId();
            if (random.Next(10) == 0)
                await writer.Sleep(random.Next(1, 20));
            var number = await writer.TakeNumber();
            if (random.Next(20) == 0)
                await writer.Sleep(random.Next(1, 30));
            await writer.Insert(number);
            await (random.Next(25) == 0 ? writer.Rollback() : writer.Commit());
        }
    }

    private async Task Hold(Func<bool> goOn)
    {
        await using var holder = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        await holder.Begin();
        await holder.Insert(await holder.TakeNumber());
        while (goOn())
            await holder.Sleep(20);
        await holder.Commit();
    }
}
