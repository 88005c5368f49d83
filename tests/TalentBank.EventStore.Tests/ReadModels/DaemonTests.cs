using System.Text.Json;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class DaemonTests
{
    private static readonly Fact.Deposited Deposited = new(new OpenPosition("Buyer"));
    private static readonly Fact.Renamed Renamed = new("Designer");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waiting_for_a_position_ends_when_every_model_includes_it()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        var daemon = bank.Start();
        for (var i = 0; i < 20; i++)
        {
            var position = bank.Log.Add($"position-{i}", Deposited);
            await Bank.Reached(daemon, position);
            (await bank.Positions($"position-{i}")).ShouldHaveSingleItem();
            daemon.Position.ShouldBe(position);
        }
    }

    [Fact]
    public async Task Waiting_for_a_position_that_never_comes_ends_with_its_bound()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var daemon = bank.Start();
        (await daemon.WaitFor(1, TimeSpan.FromMilliseconds(20), Cancel)).ShouldBeFalse();
        (await daemon.WaitFor(0, TimeSpan.Zero, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var daemon = bank.Start();
        using var cancelled = new CancellationTokenSource();
        var waiting = daemon.WaitFor(1, TimeSpan.FromMinutes(1), cancelled.Token);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_nudge_is_heard_without_waiting_for_the_poll()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var daemon = new Daemon(bank.Log, bank.Store, Fact.Decode) { Poll = TimeSpan.FromHours(1) };
        using var stop = new CancellationTokenSource();
        var run = daemon.Run(stop.Token);
        await Eventually.Holds(() => Task.FromResult(bank.Log.Reads > 0));

        bank.Log.Add("position-1", Deposited);
        daemon.Nudge();

        await Eventually.Holds(() => Task.FromResult(daemon.Position == 1));
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Without_a_nudge_the_poll_finds_what_another_server_appended()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var daemon = bank.Start();
        await Eventually.Holds(() => Task.FromResult(bank.Log.Reads > 0));
        bank.Log.Add("position-1", Deposited);
        await Eventually.Holds(() => Task.FromResult(daemon.Position == 1));
    }

    [Fact]
    public async Task The_position_moves_through_numbers_that_stay_empty()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", Deposited);
        bank.Log.Through = 9;
        var daemon = bank.Start();
        await Bank.Reached(daemon, 9);
        (await bank.Sql<long>("select last_seq_id from talentbank.mt_event_progression where name = 'open_positions:v1'")).ShouldBe(9);
    }

    [Theory]
    [InlineData("raise exception 'the commit fails'")]
    [InlineData("perform pg_terminate_backend(pg_backend_pid())")]
    public async Task A_batch_whose_commit_fails_leaves_nothing_and_is_taken_once_afterwards(string crash)
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        bank.Log.Add("position-1", Deposited);
        bank.Log.Add("ledger-1", new Fact.Posted(Histories.Transfers(new Random(1))));
        await bank.Sql($"""
            create function crash() returns trigger language plpgsql as $$ begin {crash}; return null; end $$;
            create constraint trigger crash after update on talentbank.mt_event_progression
                deferrable initially deferred for each row execute function crash()
            """);
        var daemon = bank.Start();
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Position.ShouldBe(0);
        (await bank.Sql<long>("select count(*) from talentbank_read.open_positions_v1")).ShouldBe(0);

        await bank.Sql("drop function crash cascade");
        await Bank.Reached(daemon, bank.Log.Add("position-1", Renamed));

        (await bank.Positions("position-1"))["position-1"].Facts.ShouldBe(2);
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is null));
        (await bank.Verify()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_checkpoint_that_goes_back_without_its_changes_shows()
    {
        // The control of the test above: were changes and checkpoint two transactions, this is what a crash would leave.
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", Deposited);
        bank.Log.Add("position-1", Renamed);
        await bank.CatchUp();
        await bank.Sql("update talentbank.mt_event_progression set last_seq_id = 1 where name = 'open_positions:v1'");
        await bank.CatchUp();

        (await bank.Positions("position-1"))["position-1"].Facts.ShouldBe(3);
        (await bank.Verify()).Findings.ShouldHaveSingleItem().Check.ShouldBe(Check.Rebuild);
    }

    [Fact]
    public async Task Daemons_on_one_store_take_each_fact_once_between_them()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        var daemons = Enumerable.Range(0, 3).Select(_ => bank.Start(batchSize: 3)).ToArray();
        var random = new Random(11);
        for (var i = 0; i < 20; i++)
        {
            Histories.Write(bank.Log, random, facts: 20);
            foreach (var daemon in daemons) daemon.Nudge();
        }

        bank.Log.Add("counted-1", Deposited);
        for (var i = 0; i < 100; i++) bank.Log.Add("counted-1", Renamed);
        foreach (var daemon in daemons) await Bank.Reached(daemon, bank.Log.Last);

        (await bank.Positions("counted-1"))["counted-1"].Facts.ShouldBe(101);
        var report = await bank.Verify();
        report.Findings.ShouldBeEmpty();
        report.Facts.ShouldBe(bank.Log.Events.Count);
    }

    [Fact]
    public async Task A_batch_that_comes_second_is_taken_back_whole()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        bank.Log.Add("position-1", Deposited);
        var facts = bank.Log.Events.Select(recorded => Recorded.From(recorded, Fact.Decode(recorded))).ToArray();
        (await bank.Store.Apply([Models.Ledger], 0, 1, facts, Cancel)).Overtaken.ShouldBeFalse();

        // The ledger has moved on, the documents have not: neither is touched.
        (await bank.Store.Apply(bank.Store.Models, 0, 1, facts, Cancel)).Overtaken.ShouldBeTrue();

        (await bank.Positions("position-1")).ShouldBeEmpty();
        (await bank.Store.Cursors(Cancel))[Models.OpenPositions].ShouldBe(0);
        (await bank.Store.Apply([Models.OpenPositions], 0, 1, facts, Cancel)).Overtaken.ShouldBeFalse();
        (await bank.Positions("position-1")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_model_that_throws_says_where_and_stops_alone_until_it_can_go_on()
    {
        var broken = true;
        var fragile = new DocumentModel<OpenPosition>(
            "fragile",
            1,
            recorded => [recorded.Stream],
            (_, _, recorded) => broken && recorded.Position == 2 ? throw new FormatException("no such title") : ((Fact.Deposited)recorded.Body).Position);
        await using var bank = await Bank.Open(Models.OpenPositions, fragile);
        for (var i = 1; i <= 3; i++) bank.Log.Add($"position-{i}", Deposited);
        var daemon = bank.Start();

        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Fault.ShouldBeOfType<FoldException>().Position.ShouldBe(2);
        daemon.Fault.Message.ShouldBe("fragile v1 cannot take the fact at position 2 (Deposited, position-2).");
        daemon.Fault.InnerException!.Message.ShouldBe("no such title");
        await Eventually.Holds(async () => (await bank.Positions("position-3")).Count == 1);
        daemon.Position.ShouldBe(0);

        broken = false;
        await Bank.Reached(daemon, 3);
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is null));
    }

    [Fact]
    public async Task A_model_whose_rows_PostgreSQL_refuses_stops_alone()
    {
        var endless = new DocumentModel<OpenPosition>(
            "endless",
            1,
            recorded => [recorded.Stream],
            (_, _, _) => new OpenPosition(""),
            new Column<OpenPosition>("incompressible", ColumnType.Text, _ => string.Concat(Enumerable.Range(0, 400).Select(i => Guid.CreateVersion7().ToString()))));
        await using var bank = await Bank.Open(Models.OpenPositions, endless, Models.Ledger);
        bank.Log.Add("position-1", Deposited);
        var daemon = bank.Start();

        await Eventually.Holds(async () => (await bank.Positions("position-1")).Count == 1);
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Position.ShouldBe(0);
        (await bank.Store.Cursors(Cancel))[Models.Ledger].ShouldBe(1);
    }

    [Fact]
    public async Task A_document_that_can_no_longer_be_read_stops_its_model_alone()
    {
        var other = Models.Positions("other_positions", 1);
        await using var bank = await Bank.Open(Models.OpenPositions, other);
        bank.Log.Add("position-1", Deposited);
        await bank.CatchUp();
        await bank.Sql("update talentbank_read.other_positions_v1 set document = '[]'");
        bank.Log.Add("position-1", Renamed);
        // Another server, which has none of the documents in memory.
        var daemon = bank.Start(new ReadModelStore(bank.Database, [Models.OpenPositions, other], JsonSerializerOptions.Default));

        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Fault!.Message.ShouldStartWith("other_positions v1 cannot take the fact at position 2");
        await Eventually.Holds(async () => (await bank.Positions("position-1"))["position-1"].Facts == 2);
    }

    [Fact]
    public async Task A_fact_that_cannot_be_decoded_stops_the_models_right_before_it()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", Deposited);
        bank.Log.Add("position-2", Deposited);
        bank.Log.Events[1] = bank.Log.Events[1] with { Type = "unheard_of" };
        var daemon = bank.Start();

        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Fault!.Message.ShouldBe("The fact at position 2 (unheard_of, position-2) cannot be decoded.");
        daemon.Position.ShouldBe(1);
    }

    [Theory]
    [InlineData("0", "must be above zero")]
    [InlineData("-1", "must be above zero")]
    [InlineData("0.001", "at most two decimals")]
    public async Task A_transfer_of_no_amount_is_refused(string amount, string why)
    {
        var side = new Side("open", new Dictionary<string, string>());
        await using var bank = await Bank.Open(Models.Ledger);
        bank.Log.Add("ledger-1", new Fact.Posted([new Transfer("yuan", side with { Account = "outside" }, side, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "PAID", Histories.FirstDay)]));
        var daemon = bank.Start();
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Fault!.InnerException!.Message.ShouldContain(why);
    }

    [Fact]
    public async Task A_transfer_with_a_dimension_that_the_ledger_has_not_is_refused()
    {
        var side = new Side("open", new Dictionary<string, string> { ["colour"] = "red" });
        await using var bank = await Bank.Open(Models.Ledger);
        bank.Log.Add("ledger-1", new Fact.Posted([new Transfer("yuan", side with { Account = "outside" }, side, 1, "PAID", Histories.FirstDay)]));
        var daemon = bank.Start();
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Fault!.InnerException!.Message.ShouldContain("no dimension 'colour'");
    }

    [Fact]
    public async Task A_store_that_was_not_prepared_is_a_fault_until_it_is()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var late = new ReadModelStore(bank.Database, [Models.Ledger], JsonSerializerOptions.Default);
        bank.Log.Add("note-1", new Fact.Noted());
        var daemon = bank.Start(late);
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Fault!.Message.ShouldContain("prepare the store first");

        await late.Prepare(Cancel);
        await Bank.Reached(daemon, 1);
    }

    [Fact]
    public async Task A_new_model_catches_up_while_the_others_go_on_and_then_goes_with_them()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        Histories.Write(bank.Log, new Random(5), facts: 300);
        await bank.CatchUp();

        var both = new ReadModelStore(bank.Database, [Models.OpenPositions, Models.Ledger], JsonSerializerOptions.Default);
        await both.Prepare(Cancel);
        var daemon = bank.Start(both, batchSize: 10);
        bank.Log.Add("position-new", Deposited);
        await Eventually.Holds(async () => (await bank.Positions("position-new")).Count == 1);
        await Bank.Reached(daemon, bank.Log.Last);

        var report = await new Verification(bank.Log, both, Fact.Decode).Run(cancel: Cancel);
        report.Findings.ShouldBeEmpty();
        report.Entries.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Models_that_have_met_share_every_page_from_then_on()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        for (var i = 0; i < 50; i++) bank.Log.Add($"position-{i}", Deposited);
        await bank.CatchUp();
        var both = new ReadModelStore(bank.Database, [Models.OpenPositions, Models.Ledger], JsonSerializerOptions.Default);
        await both.Prepare(Cancel);
        var pages = new List<(long After, long End)>();
        var log = new Interrupted(bank.Log, after =>
        {
            pages.Add((after, bank.Log.Last));
            // The log never stands still, so that nobody meets at its end.
            bank.Log.Add($"position-live-{pages.Count}", Deposited);
            return Task.CompletedTask;
        });

        var daemon = bank.Start(both, log: log);
        await Eventually.Holds(() => Task.FromResult(pages.Count == 30));
        await Bank.Reached(daemon, bank.Log.Last);

        // The first page ends where the other model stands; from there on one page begins where the one before ended.
        pages[..2].ShouldBe([(0, 50), (50, 51)]);
        pages.Skip(2).ShouldAllBe(page => page.After == page.End);
    }
}
