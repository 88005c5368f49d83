using Npgsql;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>The order of steps in talentbank.append, each step with what happens where it is left out.</summary>
public sealed class AppendOrderTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

    [Fact]
    public async Task The_transaction_id_comes_before_the_lock()
    {
        var definition = await test.Raw.Ask<string>("select pg_get_functiondef('talentbank.append'::regproc)");
        const string first = "perform pg_current_xact_id();";
        definition.ShouldContain(first);
        await test.Raw.Run(definition.Replace("talentbank.append(", "talentbank.append_late(", StringComparison.Ordinal).Replace(first, "", StringComparison.Ordinal));

        (await WaitsWithAnId("append")).ShouldBeTrue();
        (await WaitsWithAnId("append_late")).ShouldBeFalse();
    }

    [Fact]
    public async Task No_number_is_taken_while_an_earlier_one_waits_for_its_commit()
    {
        await using var session = await test.Raw.OpenConnectionAsync();
        await session.Run("begin");
        await session.Run(
            $"select from talentbank.append('z', array[gen_random_uuid()], '{"{f}"}', '{"{r}"}', '{"{1}"}', '{"{1}"}', '{"{open}"}', '{"{0}"}', '{"{1}"}', '{"{1}"}', '{"{open}"}', '{"{1}"}', array[gen_random_uuid()], '{"{noted}"}', array['{"{}"}'::jsonb], array[gen_random_uuid()], '{"{c}"}', '{"{a}"}')");
        var number = await LastNumber();

        var appending = _log.Append(Request("z", To("waits", 0))).AsTask();
        await Eventually.Holds(() => test.Raw.Ask<bool>("select count(*) = 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"));
        (await LastNumber()).ShouldBe(number);

        await session.Run("commit");
        (await appending).ShouldBeOfType<Appended>().Position.ShouldBe(number + 1);
    }

    [Fact]
    public async Task Recorded_time_is_never_less_than_the_last_events_even_if_that_is_to_come()
    {
        await using var future = await ForeignWriter.On(test.Raw, "future");
        var number = await future.WriteOne();
        await test.Raw.Run($"update talentbank.mt_events set timestamp = now() + interval '1 hour' where seq_id = {number}");
        try
        {
            var last = (await _log.ReadStream("foreign", "future")).Events[0].RecordedAt;

            (await _log.Append(Request("z", To("after-the-future", 0)))).ShouldBeOfType<Appended>().RecordedAt.ShouldBe(last);
        }
        finally
        {
            await test.Raw.Run("update talentbank.mt_events set timestamp = now() where timestamp > now()");
        }
    }

    [Fact]
    public async Task An_acknowledged_append_is_on_disk_though_the_server_be_set_to_hurry()
    {
        await using var hurried = await test.Raw.OpenConnectionAsync();
        await hurried.Run("set synchronous_commit = off");
        await hurried.Run("begin");
        await hurried.Run(EmptyGroup("append"));

        (await hurried.Ask<string>("show synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task The_zone_is_set_for_the_transaction_alone()
    {
        await using var session = await test.Raw.OpenConnectionAsync();
        await session.Run("begin");
        await session.Run(EmptyGroup("append"));
        (await session.Ask<string>("select current_setting('tb.tenant', true)")).ShouldBe("z");
        await session.Run("commit");
        (await session.Ask<string>("select current_setting('tb.tenant', true)")).ShouldBe("");
    }

    [Fact]
    public async Task A_snapshot_from_before_the_lock_is_refused()
    {
        await using var session = await test.Raw.OpenConnectionAsync();
        await session.Run("begin isolation level repeatable read");

        (await Should.ThrowAsync<PostgresException>(() => session.Run(EmptyGroup("append")))).MessageText.ShouldContain("read committed");
    }

    private static string EmptyGroup(string function) =>
        $"select from talentbank.{function}('z'{string.Concat(Enumerable.Repeat(", '{}'", 17))})";

    private async Task<bool> WaitsWithAnId(string function)
    {
        await using var holder = await test.Raw.OpenConnectionAsync();
        await using var waiter = await test.Raw.OpenConnectionAsync();
        await holder.Run("begin");
        await holder.Run("select pg_advisory_xact_lock(hashtextextended('talentbank.append', 0))");
        var waiting = waiter.Run(EmptyGroup(function));
        await Eventually.Holds(() => test.Raw.Ask<bool>(Waiter("count(*) = 1", waiter)));
        var hasId = await test.Raw.Ask<bool>(Waiter("bool_and(backend_xid is not null)", waiter));
        await holder.Run("commit");
        await waiting;
        return hasId;
    }

    private static string Waiter(string what, NpgsqlConnection session) =>
        $"select {what} from pg_stat_activity where pid = {session.ProcessID} and wait_event = 'advisory'";

    private Task<long> LastNumber() => test.Raw.Ask<long>("select last_value from talentbank.mt_events_sequence");
}
