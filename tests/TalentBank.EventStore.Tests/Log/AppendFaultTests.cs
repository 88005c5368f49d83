using Npgsql;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Whatever breaks in the midst of an append, the command is recorded once, and the caller learns the truth.</summary>
public sealed class AppendFaultTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(LossyProxy.Loss.Request)]
    [InlineData(LossyProxy.Loss.Answer)]
    public async Task A_lost_connection_neither_loses_a_command_nor_doubles_it(LossyProxy.Loss loss)
    {
        await using var proxy = new LossyProxy(test.ConnectionString);
        await using var database = await Database.Open(proxy.ConnectionString);
        var log = new PostgresLog(database);
        // Opens the session: what is lost is the request itself or its answer.
        await log.Append(Request("lossy", To($"warm-{loss}", 0)));
        var request = Request("lossy", To($"s-{loss}", 0));

        proxy.LoseNext(loss);
        var outcome = await log.Append(request);

        var read = (await new PostgresLog(test.Database).ReadStream("lossy", $"s-{loss}")).Events.ShouldHaveSingleItem();
        var position = loss == LossyProxy.Loss.Request
            ? outcome.ShouldBeOfType<Appended>().Position
            : outcome.ShouldBeOfType<Repeated>().Position;
        position.ShouldBe(read.Position);
    }

    [Fact]
    public async Task The_lost_answer_of_these_tests_is_a_true_one()
    {
        await using var proxy = new LossyProxy(test.ConnectionString);
        await using var database = await Database.Open(proxy.ConnectionString);
        await using var session = await AppendSession.Open(database);

        proxy.LoseNext(LossyProxy.Loss.Answer);

        await Should.ThrowAsync<NpgsqlException>(() => session.Send([new PendingAppend(Request("lossy", To("control", 0)), bytes: 0)]));
        (await new PostgresLog(test.Database).ReadStream("lossy", "control")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_carries_nothing_any_more_is_given_up_and_the_command_recorded_once()
    {
        await using var proxy = new LossyProxy(test.ConnectionString);
        await using var database = await Database.Open(new NpgsqlConnectionStringBuilder(proxy.ConnectionString) { CommandTimeout = 1 }.ConnectionString);
        var log = new PostgresLog(database);
        await log.Append(Request("silent", To("warm", 0)));

        proxy.FallSilent();
        var outcome = await log.Append(Request("silent", To("s", 0)));

        outcome.ShouldBeOfType<Appended>().Position.ShouldBe((await new PostgresLog(test.Database).ReadStream("silent", "s")).Events.ShouldHaveSingleItem().Position);
    }

    [Fact]
    public async Task When_the_database_stays_away_the_caller_is_told_that_the_outcome_is_unknown()
    {
        var proxy = new LossyProxy(test.ConnectionString);
        await using var database = await Database.Open(proxy.ConnectionString);
        await proxy.DisposeAsync();
        var request = Request("z", To("a", 0));

        var unknown = await Should.ThrowAsync<OutcomeUnknownException>(async () => await new PostgresLog(database).Append(request));

        unknown.CommandId.ShouldBe(request.CommandId);
    }

    [Fact]
    public async Task A_terminated_session_is_replaced_and_the_command_recorded_once()
    {
        await using var holder = await test.Raw.OpenConnectionAsync();
        await holder.Run("begin");
        await holder.Run("select pg_advisory_xact_lock(hashtextextended('talentbank.append', 0))");
        var appending = new PostgresLog(test.Database).Append(Request("z", To("terminated", 0))).AsTask();

        var victim = await Waiting("advisory");
        await test.Raw.Run($"select pg_terminate_backend({victim})");
        await Eventually.Holds(async () => await Waiting("advisory") != victim);
        await holder.Run("commit");

        (await appending).ShouldBeOfType<Appended>();
        (await new PostgresLog(test.Database).ReadStream("z", "terminated")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_deadlock_with_a_foreign_writer_is_tried_again()
    {
        var options = new NpgsqlConnectionStringBuilder(test.ConnectionString) { Options = "-c deadlock_timeout=2s" };
        await using var database = await Database.Open(options.ConnectionString);
        var log = new PostgresLog(database);
        await log.Append(Request("z", To("lock-a", 0), To("lock-b", 0)));
        var before = await Deadlocks();
        await using var foreign = await test.Raw.OpenConnectionAsync();
        await foreign.Run("set deadlock_timeout = '1min'");
        await foreign.Run("begin");
        await foreign.Run("select 1 from talentbank.mt_streams where id = 'lock-b' for update");

        var appending = log.Append(Request("z", To("lock-a", 1), To("lock-b", 1))).AsTask();
        await Waiting("transactionid");
        await foreign.Run("select 1 from talentbank.mt_streams where id = 'lock-a' for update");
        await foreign.Run("commit");

        (await appending).ShouldBeOfType<Appended>();
        await Eventually.Holds(async () => await Deadlocks() == before + 1);
    }

    [Fact]
    public async Task A_version_that_a_foreign_writer_takes_meanwhile_is_a_conflict()
    {
        var log = new PostgresLog(test.Database);
        await using var foreign = await test.Raw.OpenConnectionAsync();
        await foreign.Run("begin");
        await foreign.Run("insert into talentbank.mt_streams (tenant_id, id, version) values ('z', 'raced', 1)");
        await foreign.Run(
            """
            insert into talentbank.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            values (nextval('talentbank.mt_events_sequence'), gen_random_uuid(), 'raced', 1, '{}', 'noted', 'z')
            """);

        var appending = log.Append(Request("z", To("raced", 0))).AsTask();
        await Waiting("transactionid");
        await foreign.Run("commit");

        (await appending).ShouldBe(new Conflict("raced", 0, 1));
        (await log.ReadStream("z", "raced")).Events.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            @event => @event.Actor.ShouldBe(""), @event => @event.CommandId.ShouldBe(Guid.Empty), @event => @event.CorrelationId.ShouldBeNull());
    }

    /// <summary>
    /// A commit that waits for a standby and is cancelled there is reported as a success, with a mere warning; the control
    /// sees just that.
    /// </summary>
    [Fact]
    public async Task A_commit_cut_short_in_its_wait_for_a_standby_is_not_taken_for_a_success()
    {
        var patient = new NpgsqlConnectionStringBuilder(test.ConnectionString) { Options = "-c synchronous_commit=on" };
        await using var database = await Database.Open(patient.ConnectionString);
        await using var naive = NpgsqlDataSource.Create(patient);
        await test.Raw.Run("alter system set synchronous_standby_names = 'ghost'");
        await test.Raw.Run("select pg_reload_conf()");
        try
        {
            await Eventually.Holds(async () => await database.Source.Ask<string>("show synchronous_standby_names") == "ghost");

            var control = naive.Run("create table talentbank.control (id int)");
            await Cancel(await Waiting("SyncRep"));
            await control;

            var group = database.SendGroup(Request("z", To("standby-group", 0)));
            await Cancel(await Waiting("SyncRep"));
            (await group).ShouldBeNull();

            var appending = new PostgresLog(database).Append(Request("z", To("standby", 0))).AsTask();
            await Cancel(await Waiting("SyncRep"));
            var outcome = (await appending).ShouldBeOfType<Repeated>();
            (await new PostgresLog(test.Database).ReadStream("z", "standby")).Events.ShouldHaveSingleItem().Position.ShouldBe(outcome.Position);
        }
        finally
        {
            await test.Raw.Run("alter system reset synchronous_standby_names");
            await test.Raw.Run("select pg_reload_conf()");
        }
    }

    private Task Cancel(int process) => test.Raw.Run($"select pg_cancel_backend({process})");

    private Task<long> Deadlocks() => test.Raw.Ask<long>("select deadlocks from pg_stat_database where datname = current_database()");

    /// <summary>The process that waits for such a thing in this database, once there is one.</summary>
    private async Task<int> Waiting(string waitEvent)
    {
        var process = 0;
        await Eventually.Holds(async () =>
        {
            process = await test.Raw.Ask<int>(
                $"select coalesce(max(pid), 0) from pg_stat_activity where datname = current_database() and wait_event = '{waitEvent}'");
            return process != 0;
        });
        return process;
    }
}
