using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Npgsql;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Callers at the same time share a commit, and nothing else.</summary>
public sealed class GroupCommitTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

    [Fact]
    public async Task A_lone_caller_is_sent_at_once_and_those_who_come_meanwhile_share_the_next_commit()
    {
        await using var lone = await Hold();
        var first = _log.Append(Request("share", To("s-0", 0))).AsTask();
        // Under way, before anybody else has come: nothing but the lock keeps it.
        await Eventually.Holds(() => test.Raw.Ask<bool>("select count(*) = 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"));

        var others = Enumerable.Range(1, 20).Select(n => _log.Append(Request("share", To($"s-{n}", 0))).AsTask()).ToArray();
        await lone.Run("commit");

        (await first).ShouldBeOfType<Appended>();
        (await Task.WhenAll(others)).ShouldAllBe(outcome => outcome is Appended);
        (await test.Raw.Ask<long>("select count(distinct xmin::text) from talentbank.mt_events where tenant_id = 'share'")).ShouldBe(2, "commits");
    }

    [Fact]
    public async Task A_group_is_of_one_zone()
    {
        await using var holder = await Hold();
        var appending = Enumerable.Range(0, 12).Select(n => _log.Append(Request($"zone-{n % 3}", To($"s-{n}", 0))).AsTask()).ToArray();
        await holder.Run("commit");
        await Task.WhenAll(appending);

        (await test.Raw.Ask<long>("select max(zones) from (select count(distinct tenant_id) as zones from talentbank.mt_events where tenant_id like 'zone-_' group by xmin::text) commits")).ShouldBe(1);
    }

    [Fact]
    public async Task When_the_database_refuses_one_of_ten_the_nine_are_recorded()
    {
        // JSON, but a number that PostgreSQL's jsonb has no room for.
        const int guilty = 4;
        await using var holder = await Hold();
        var ahead = _log.Append(Request("nine", To("ahead", 0))).AsTask();
        var appending = Enumerable.Range(0, 10)
            .Select(n => _log.Append(Request("nine", new StreamAppend($"s-{n}", 0, [Event(n == guilty ? """{"n": 1e200000}""" : "{}")]))).AsTask())
            .ToArray();
        await holder.Run("commit");

        (await Should.ThrowAsync<PostgresException>(appending[guilty])).SqlState.ShouldBe(PostgresErrorCodes.NumericValueOutOfRange);
        (await Task.WhenAll(appending.Where((_, n) => n != guilty))).ShouldAllBe(outcome => outcome is Appended);
        await ahead;
        (await _log.ReadStream("nine", $"s-{guilty}")).Version.ShouldBe(0);
    }

    [Fact]
    public async Task The_group_of_that_test_is_refused_as_a_whole()
    {
        await Should.ThrowAsync<PostgresException>(() => test.Database.SendGroup(
            Request("control", To("innocent", 0)), Request("control", new StreamAppend("guilty", 0, [Event("""{"n": 1e200000}""")]))));

        (await _log.ReadStream("control", "innocent")).Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_full_queue_answers_busy_and_whoever_was_in_it_is_recorded()
    {
        await using var holder = await Hold();
        var big = new string('x', AppendQueue.MostBytes / 16);
        var ahead = _log.Append(Request("full", To("ahead", 0))).AsTask();
        var appending = Enumerable.Range(0, 20)
            .Select(n => _log.Append(Request("full", new StreamAppend($"s-{n}", 0, [Event($"\"{big}\"")]))).AsTask())
            .ToArray();

        var busy = appending.Where(append => append.IsCompleted).ToArray();
        busy.Length.ShouldBe(5, "fifteen and their names are all that the queue has room for");
        await holder.Run("commit");

        var outcomes = await Task.WhenAll(appending);
        await ahead;
        outcomes[..15].ShouldAllBe(outcome => outcome is Appended);
        outcomes[15..].ShouldAllBe(outcome => outcome is Busy);
        (await _log.ReadStream("full", "s-19")).Version.ShouldBe(0);
        (await _log.Append(Request("full", To("s-19", 0)))).ShouldBeOfType<Appended>("there is room again");
    }

    [Fact]
    public async Task A_lost_answer_to_thirty_two_callers_is_found_out_for_each()
    {
        await using var proxy = new LossyProxy(test.ConnectionString);
        await using var database = await Database.Open(proxy.ConnectionString);
        var log = new PostgresLog(database);
        await log.Append(Request("lossy", To("warm", 0)));

        var rounds = 0;
        var outcomes = new List<AppendOutcome>();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            for (var version = 0; version < 20; version++)
            {
                if (Interlocked.Increment(ref rounds) % 100 == 0)
                    proxy.LoseNext(LossyProxy.Loss.Answer);
                var outcome = await log.Append(Request("lossy", To($"s-{caller}", version)));
                lock (outcomes)
                    outcomes.Add(outcome);
            }
        })));

        outcomes.ShouldAllBe(outcome => outcome is Appended || outcome is Repeated);
        outcomes.OfType<Repeated>().ShouldNotBeEmpty("else no answer was lost");
        (await _log.ReadStreams("lossy", [.. Enumerable.Range(0, 32).Select(caller => $"s-{caller}")])).ShouldAllBe(slice => slice.Version == 20);
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_and_burns_no_number_but_can_be_read_by_a_command()
    {
        await _log.Append(Request("archive", To("closed", 0), To("open", 0)));
        await test.Raw.Run("update talentbank.mt_streams set is_archived = true where tenant_id = 'archive' and id = 'closed'");
        var number = await test.Raw.Ask<long>("select last_value from talentbank.mt_events_sequence");

        (await _log.Append(Request("archive", To("open", 1), To("closed", 1)))).ShouldBe(new Archived("closed"));
        (await _log.Append(Request("archive", To("open", 7), To("closed", 7)))).ShouldBe(new Archived("closed"), "no version would do");

        (await test.Raw.Ask<long>("select last_value from talentbank.mt_events_sequence")).ShouldBe(number);
        (await _log.Append(Request("archive", OnlyRead("closed", 1), To("open", 1)))).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task Groups_and_conflicts_are_measured()
    {
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, mine) =>
            {
                if (instrument.Meter == Telemetry.Meter)
                    mine.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => measured.Add(instrument.Name));
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => measured.Add(instrument.Name));
        listener.Start();

        (await _log.Append(Request("measured", To("a", 7)))).ShouldBeOfType<Conflict>();

        new[] { "tb_append_group_size", "tb_append_queue_length", "tb_append_conflicts_total" }.Except(measured).ShouldBeEmpty();
    }

    /// <summary>Keeps every append waiting until it commits.</summary>
    private async Task<NpgsqlConnection> Hold()
    {
        var holder = await test.Raw.OpenConnectionAsync();
        await holder.Run("begin");
        await holder.Run("select pg_advisory_xact_lock(hashtextextended('talentbank.append', 0))");
        return holder;
    }
}
