using Npgsql;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// What makes a high-water mark stand still for ever elsewhere. The control is a reader that waits for every number: it
/// would stand before each of these gaps.
/// </summary>
public sealed class Es05StuckMark(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

    [Fact]
    public async Task A_thousand_rolled_back_appends_at_the_very_end_hold_nobody()
    {
        var start = await Append();
        await test.Raw.Run("select nextval('talentbank.mt_events_sequence') from generate_series(1, 1000)");

        (await _log.ReadAll(start, 10)).Through.ShouldBe(start);
        (await _log.HeldBy()).ShouldBeNull("there is nothing behind the gap");

        var next = await Append();
        next.ShouldBeGreaterThan(start + 1000, "the control would wait for the number after the last");
        (await _log.ReadAll(start, 10)).Through.ShouldBe(next);
        (await _log.HeldBy()).ShouldBeNull();
    }

    [Fact]
    public async Task A_thousand_who_lose_their_race_leave_no_gap()
    {
        var stream = $"s-{Guid.NewGuid():N}";
        await _log.Append(Request("z", To(stream, 0)));
        var start = await _log.End();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _log.Append(Request("z", To(stream, 0))).AsTask()));

        outcomes.ShouldAllBe(outcome => outcome is AppendOutcome.Conflict);
        var next = await Append();
        next.ShouldBe(start + 1);
        (await _log.ReadAll(start, 10)).Through.ShouldBe(next);
    }

    [Fact]
    public async Task A_session_idle_in_its_transaction_is_named_and_no_wait_outlives_it()
    {
        await using var idle = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        await using var other = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        var start = await other.WriteOne();
        await idle.Run("set idle_in_transaction_session_timeout = '300ms'");
        await idle.Begin();
        var number = await idle.TakeNumber();
        var next = await other.WriteOne();

        var held = await Held(start);
        held.Position.ShouldBe(number);
        held.ProcessIds.ShouldBe([idle.ProcessId]);
        held.Since.ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow);

        await Eventually.Holds(async () => (await _log.ReadAll(start, 10)).Through == next);
        (await _log.HeldBy()).ShouldBeNull();
        await Should.ThrowAsync<NpgsqlException>(idle.Commit, "PostgreSQL has ended the session");
    }

    [Fact]
    public async Task A_transaction_that_holds_no_number_is_not_named()
    {
        await using var innocent = await test.Raw.OpenConnectionAsync();
        await innocent.Run("begin");
        await innocent.Run("select pg_current_xact_id(), count(*) from talentbank.mt_events");
        await using var guilty = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        await using var other = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        var start = await other.WriteOne();
        await guilty.Begin();
        await guilty.TakeNumber();
        await other.WriteOne();

        (await Held(start)).ProcessIds.ShouldBe([guilty.ProcessId]);

        await guilty.Rollback();
        (await _log.ReadAll(start, 10)).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_sequence_in_steps_of_ten_is_read_page_by_page_without_waiting()
    {
        var start = await Append();
        await test.Raw.Run("alter sequence talentbank.mt_events_sequence increment 10");
        await _log.Append(Request("z", To($"s-{Guid.NewGuid():N}", 0, events: 50)));
        await test.Raw.Run("alter sequence talentbank.mt_events_sequence increment 1");

        var page = await _log.ReadAll(start, 30);
        var rest = await _log.ReadAll(page.Through, 30);

        (page.Events.Count, rest.Events.Count).ShouldBe((30, 20));
        page.Events[1].Position.ShouldBe(page.Events[0].Position + 10);
    }

    [Fact]
    public async Task An_empty_store_holds_nobody()
    {
        await using var empty = new TestDatabase();
        await empty.InitializeAsync();
        var log = new PostgresLog(empty.Database);

        (await log.ReadAll(0, 10)).ShouldSatisfyAllConditions(page => page.Events.ShouldBeEmpty(), page => page.Through.ShouldBe(0));
        (await log.HeldBy()).ShouldBeNull();
    }

    private async Task<ReaderHold> Held(long after)
    {
        (await _log.ReadAll(after, 10)).Events.ShouldBeEmpty();
        return (await _log.HeldBy()).ShouldNotBeNull();
    }

    private async Task<long> Append() => (await _log.Append(Request("z", To($"s-{Guid.NewGuid():N}", 0)))).ShouldBeOfType<AppendOutcome.Appended>().Position;
}
