using System.Globalization;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Foreign writers, which go without our lock, leave gaps that fill later: the reader waits, and waits for nothing else.</summary>
[Collection(nameof(Alone))]
public sealed class GapTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_number_in_the_hands_of_a_running_transaction_holds_the_reader(bool commits)
    {
        var start = await Start();
        await using var first = await Foreign();
        await using var second = await Foreign();
        await first.Begin();
        await first.TakeTransactionId();
        var one = await first.TakeNumber();
        var two = await second.WriteOne();

        for (var poll = 0; poll < 3; poll++)
            (await _log.ReadAll(start, 10)).ShouldSatisfyAllConditions(page => page.Events.ShouldBeEmpty(), page => page.Through.ShouldBe(start));

        await first.Insert(one);
        await (commits ? first.Commit() : first.Rollback());
        var page = await _log.ReadAll(start, 10);
        page.Events.Select(@event => @event.Position).ShouldBe(commits ? [one, two] : [two]);
        page.Through.ShouldBe(two);
    }

    [Fact]
    public async Task What_stands_before_the_gap_is_read_meanwhile()
    {
        var start = await Start();
        await using var late = await Foreign();
        await using var other = await Foreign();
        var before = await other.WriteOne();
        await late.Begin();
        await late.TakeNumber();
        await other.WriteOne();

        (await _log.ReadAll(start, 10)).Events.ShouldHaveSingleItem().Position.ShouldBe(before);

        await late.Rollback();
        (await _log.ReadToEnd(before)).Count.ShouldBe(1);
    }

    /// <summary>
    /// The control is the common recipe: a fence of transaction ids. A transaction that takes its number before its id is
    /// invisible to it, until it commits below the reader.
    /// </summary>
    [Fact]
    public async Task A_number_taken_before_a_transaction_id_holds_the_reader_too()
    {
        var start = await Start();
        await using var late = await Foreign();
        await using var other = await Foreign();
        var one = await NumberWithoutId(late);
        var two = await other.WriteOne();
        var byIds = await IdFence.PutUp(test.Raw);

        (await byIds.HasFallen()).ShouldBeTrue("the control would read on, past the number");
        (await _log.ReadAll(start, 10)).Events.ShouldBeEmpty();

        await late.Insert(one);
        await late.Commit();
        (await _log.ReadToEnd(start)).Select(@event => @event.Position).ShouldBe([one, two]);
    }

    /// <summary>The same control, with the id taken first: a snapshot's xmax bounds the ids that have ended, not those that run.</summary>
    [Fact]
    public async Task An_id_above_every_ended_one_holds_the_reader_too()
    {
        var start = await Start();
        await using var low = await Foreign();
        await using var high = await Foreign();
        await low.Begin();
        await low.TakeTransactionId();
        await high.Begin();
        await high.TakeTransactionId();
        var one = await high.TakeNumber();
        var two = await low.TakeNumber();
        await low.Insert(two);
        await low.Commit();
        var byIds = await IdFence.PutUp(test.Raw);

        (await byIds.HasFallen()).ShouldBeTrue("the control would read on, past the number");
        (await _log.ReadAll(start, 10)).Events.ShouldBeEmpty();

        await high.Insert(one);
        await high.Commit();
        (await _log.ReadToEnd(start)).Select(@event => @event.Position).ShouldBe([one, two]);
    }

    [Fact]
    public async Task A_transaction_that_holds_no_number_holds_nobody_up()
    {
        var start = await Start();
        await using var idle = await test.Raw.OpenConnectionAsync();
        await idle.Run("begin");
        await idle.Run("select pg_current_xact_id(), count(*) from talentbank.mt_events");
        await idle.Run("select last_value from talentbank.mt_events_sequence");
        await using var gone = await Foreign();
        await using var writer = await Foreign();
        await gone.Begin();
        await gone.TakeNumber();
        await gone.Rollback();
        var number = await writer.WriteOne();
        var byIds = await IdFence.PutUp(test.Raw);

        (await _log.ReadAll(start, 10)).Events.ShouldHaveSingleItem().Position.ShouldBe(number);
        (await byIds.HasFallen()).ShouldBeFalse("the control would wait for the idle transaction");
    }

    [Fact]
    public async Task Whoever_takes_a_number_after_the_fence_went_up_does_not_keep_it_up()
    {
        var start = await Start();
        await using var first = await Foreign();
        await using var second = await Foreign();
        await using var third = await Foreign();
        await first.Begin();
        await first.TakeNumber();
        var two = await second.WriteOne();
        (await _log.ReadAll(start, 10)).Events.ShouldBeEmpty();
        await third.Begin();
        await third.TakeNumber();
        await first.Rollback();

        (await _log.ReadAll(start, 10)).Events.ShouldHaveSingleItem().Position.ShouldBe(two);

        await third.Rollback();
    }

    [Fact]
    public async Task A_thousand_numbers_that_nobody_will_fill_are_passed_at_once()
    {
        var start = await Start();
        await test.Raw.Run("select nextval('talentbank.mt_events_sequence') from generate_series(1, 1000)");
        (await _log.ReadAll(start, 10)).Through.ShouldBe(start);

        var appended = (await _log.Append(Request("z", To($"s-{Guid.NewGuid()}", 0)))).ShouldBeOfType<AppendOutcome.Appended>();

        appended.Position.ShouldBeGreaterThan(start + 1000);
        (await _log.ReadAll(start, 10)).Through.ShouldBe(appended.Position);
    }

    [Fact]
    public async Task A_sequence_in_steps_of_ten_is_read_page_by_page_without_waiting()
    {
        var start = await Start();
        await test.Raw.Run("alter sequence talentbank.mt_events_sequence increment 10");
        await _log.Append(Request("z", To($"s-{Guid.NewGuid()}", 0, events: 50)));
        await test.Raw.Run("alter sequence talentbank.mt_events_sequence increment 1");

        var page = await _log.ReadAll(start, 30);
        var rest = await _log.ReadAll(page.Through, 30);

        (page.Events.Count, rest.Events.Count).ShouldBe((30, 20));
    }

    /// <summary>ES1, shortened: foreign writers with every bad habit. The naive reader (seq > last) is the control.</summary>
    [Fact]
    public async Task Sixteen_writers_that_take_numbers_late_make_the_reader_miss_nothing()
    {
        const int writers = 16, each = 60;
        var start = await Start();
        var done = 0;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(new Random(writer), each, () => Interlocked.Increment(ref done)))));
        var holding = Task.Run(async () =>
        {
            await using var holder = await Foreign();
            await holder.Begin();
            var number = await holder.TakeNumber();
            await holder.Insert(number);
            await Eventually.Holds(() => Task.FromResult(Volatile.Read(ref done) > writers * each / 4 || writing.IsFaulted));
            await holder.Commit();
        });

        var (ours, naive) = (new List<RecordedEvent>(), new List<long>());
        var (ourAfter, naiveAfter) = (start, start);
        while (!writing.IsCompleted || !holding.IsCompleted)
        {
            var page = await _log.ReadAll(ourAfter, 50);
            ours.AddRange(page.Events);
            ourAfter = page.Through;
            var last = await test.Raw.Ask<long>(string.Create(CultureInfo.InvariantCulture, $"select coalesce(max(seq_id), 0) from talentbank.mt_events where seq_id > {naiveAfter}"));
            if (last == 0)
                continue;
            naive.AddRange(await Numbers(naiveAfter, last));
            naiveAfter = last;
        }
        await writing;
        await holding;
        ours.AddRange(await _log.ReadToEnd(ourAfter));
        naive.AddRange(await Numbers(naiveAfter, long.MaxValue));

        var written = await Numbers(start, long.MaxValue);
        ours.Select(@event => @event.Position).ShouldBe(written);
        foreach (var stream in ours.GroupBy(@event => @event.Stream))
            stream.Select(@event => @event.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(n => (long)n));
        var missed = written.Except(naive).Count();
        missed.ShouldBeGreaterThan(0, "else the writers were too tame for this test");
        TestContext.Current.SendDiagnosticMessage($"The naive reader missed {missed} of {written.Count} events, ours none.");
    }

    private async Task Write(Random random, int times, Action written)
    {
        await using var writer = await Foreign();
        for (var n = 0; n < times; n++)
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
            written();
        }
    }

    /// <summary>The end of the log, behind whatever numbers other tests have left unfilled.</summary>
    private async Task<long> Start()
    {
        await using var writer = await Foreign();
        var number = await writer.WriteOne();
        (await _log.End()).ShouldBe(number);
        return number;
    }

    private Task<ForeignWriter> Foreign() => ForeignWriter.On(test.Raw, $"s-{Guid.NewGuid():N}");

    /// <summary>nextval takes a transaction id only when it must log, once in 32 times.</summary>
    private static async Task<long> NumberWithoutId(ForeignWriter writer)
    {
        while (true)
        {
            await writer.Begin();
            var number = await writer.TakeNumber();
            if (!await writer.HasTransactionId())
                return number;
            await writer.Commit();
        }
    }

    private async Task<List<long>> Numbers(long after, long through)
    {
        var numbers = new List<long>();
        await using var command = test.Raw.CreateCommand("select seq_id from talentbank.mt_events where seq_id > $1 and seq_id <= $2 order by 1");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = through });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
