using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Foreign writers, which go without our lock, leave gaps that fill later: the reader waits, and waits for nothing else.</summary>
[Collection(nameof(Alone))]
public sealed class GapTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

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

        (await byIds.Falls()).ShouldBeTrue("the control would read on, past the number");
        (await _log.ReadAll(start, 10)).Events.ShouldBeEmpty();

        await late.Insert(one);
        await late.Commit();
        (await _log.ReadToEnd(start)).Select(@event => @event.Position).ShouldBe([one, two]);
    }

    /// <summary>The same control, with the id taken first: a snapshot's xmax bounds the ids that have ended, not those that run.</summary>
    [Fact]
    public async Task An_id_above_every_ended_one_holds_the_reader_too()
    {
        var happened = false;
        for (var tries = 0; tries < 100 && !happened; tries++)
            happened = await Try();
        happened.ShouldBeTrue();

        async Task<bool> Try()
        {
            var start = await Start();
            await using var low = await Foreign();
            await using var high = await Foreign();
            await low.Begin();
            await low.TakeTransactionId();
            await high.Begin();
            var highest = await high.TakeTransactionId();
            var one = await high.TakeNumber();
            var two = await low.TakeNumber();
            await low.Insert(two);
            await low.Commit();
            var byIds = await IdFence.PutUp(test.Raw);
            // Not where another test's transaction, begun later, has ended first.
            if (!byIds.IsBelow(highest))
            {
                await high.Rollback();
                await _log.ReadToEnd(start);
                return false;
            }

            (await byIds.Falls()).ShouldBeTrue("the control would read on, past the number");
            (await _log.ReadAll(start, 10)).Events.ShouldBeEmpty();

            await high.Insert(one);
            await high.Commit();
            (await _log.ReadToEnd(start)).Select(@event => @event.Position).ShouldBe([one, two]);
            return true;
        }
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

    /// <summary>The end of the log, behind whatever numbers other tests have left unfilled.</summary>
    private async Task<long> Start()
    {
        await using var writer = await Foreign();
        var number = await writer.WriteOne();
        (await _log.End()).ShouldBe(number);
        return number;
    }

    private Task<ForeignWriter> Foreign() => ForeignWriter.OnAStreamOfItsOwn(test.Raw);

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
}
