using System.Text.Json;
using TalentBank.EventStore.Log;
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
        var daemon = new Daemon(bank.Log, bank.Store, Fact.Decode) { Poll = TimeSpan.FromHours(1), Lease = TimeSpan.FromHours(3) };
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
    public async Task Daemons_on_one_store_take_each_fact_once_between_them()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        var daemons = Enumerable.Range(0, 3).Select(_ => bank.Start(bank.Server(), batchSize: 3)).ToArray();
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
    public async Task A_fact_that_a_model_cannot_take_is_set_aside_and_nobody_waits_for_it()
    {
        var fragile = new DocumentModel<OpenPosition>(
            "fragile",
            1,
            recorded => [recorded.Stream],
            (_, _, recorded) => recorded.Position == 2 ? throw new FormatException("no such title: 张三") : ((Fact.Deposited)recorded.Body).Position);
        await using var bank = await Bank.Open(Models.OpenPositions, fragile);
        for (var i = 1; i <= 3; i++) bank.Log.Add($"position-{i}", Deposited);
        var daemon = bank.Start();

        await Bank.Reached(daemon, 3);
        daemon.Fault.ShouldBeNull();
        (await bank.Sql<long>("select count(*) from talentbank_read.fragile_v1")).ShouldBe(2);
        // What the error says stays unsaid: it may hold personal data.
        (await bank.Store.DeadLetters()).ShouldBe([new DeadLetter(fragile, "meishan", 2, "position-2", "FormatException")]);
    }

    [Fact]
    public async Task Of_the_rows_that_PostgreSQL_refuses_the_guilty_fact_is_found_and_set_aside()
    {
        var noise = string.Concat(Enumerable.Range(0, 400).Select(_ => Guid.CreateVersion7().ToString()));
        var indexed = new DocumentModel<OpenPosition>(
            "indexed",
            1,
            recorded => recorded.Body is Fact.Deposited ? [recorded.Stream, "all"] : [recorded.Stream],
            (_, before, recorded) => (before ?? new OpenPosition("")) with { Title = recorded.Position == 13 ? noise : before?.Title ?? "", Facts = (before?.Facts ?? 0) + 1 },
            new Column<OpenPosition>("incompressible", ColumnType.Text, position => position.Title));
        await using var bank = await Bank.Open(Models.OpenPositions, indexed, Models.Ledger);
        for (var i = 1; i <= 20; i++) bank.Log.Add($"position-{i}", Deposited);
        bank.Log.Add("position-13", Renamed);
        bank.Log.Add("position-14", Renamed);
        var daemon = bank.Start();

        await Bank.Reached(daemon, 22);
        daemon.Fault.ShouldBeNull();
        (await bank.Positions("position-13"))["position-13"].Facts.ShouldBe(2, "the other models never noticed");
        var letters = await bank.Store.DeadLetters();
        letters.Take(2).ShouldBe([new DeadLetter(indexed, "meishan", 13, "all", "PostgresException 54000"), new DeadLetter(indexed, "meishan", 13, "position-13", "PostgresException 54000")]);
        letters.Select(letter => (letter.Position, letter.Key)).ShouldBe([(13, "all"), (13, "position-13"), .. Enumerable.Range(14, 7).Select(position => ((long)position, "all")), (21, "position-13")]);
        (await bank.Sql<string>("select document ->> 'Facts' from talentbank_read.indexed_v1 where key = 'all'")).ShouldBe("12");
        (await bank.Sql<string>("select document ->> 'Facts' from talentbank_read.indexed_v1 where key = 'position-14'")).ShouldBe("2");
    }

    [Fact]
    public async Task A_model_that_cannot_be_written_stops_alone_until_it_can()
    {
        var other = Models.Positions("other_positions", 1);
        await using var bank = await Bank.Open(Models.OpenPositions, other);
        await bank.Sql("alter table talentbank_read.other_positions_v1 rename to away");
        bank.Log.Add("position-1", Deposited);
        var daemon = bank.Start();

        await Eventually.Holds(async () => (await bank.Positions("position-1")).Count == 1);
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is not null));
        daemon.Position.ShouldBe(0);

        await bank.Sql("alter table talentbank_read.away rename to other_positions_v1");
        await Bank.Reached(daemon, 1);
        await Eventually.Holds(() => Task.FromResult(daemon.Fault is null));
        (await bank.Store.DeadLetters()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_can_no_longer_be_read_stays_and_its_facts_go_aside()
    {
        var other = Models.Positions("other_positions", 1);
        await using var bank = await Bank.Open(Models.OpenPositions, other);
        bank.Log.Add("position-1", Deposited);
        await bank.CatchUp();
        await bank.Sql("update talentbank_read.other_positions_v1 set document = '[]'");
        bank.Log.Add("position-1", Renamed);
        bank.Log.Add("position-2", Deposited);
        await bank.CatchUp();

        (await bank.Positions("position-1"))["position-1"].Facts.ShouldBe(2);
        (await bank.Store.DeadLetters()).ShouldBe([new DeadLetter(other, "meishan", 2, "position-1", "JsonException")]);
        (await bank.Sql<long>("select count(*) from talentbank_read.other_positions_v1")).ShouldBe(2);
    }

    [Fact]
    public async Task A_fact_that_cannot_be_decoded_is_set_aside_for_every_model()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        for (var i = 1; i <= 3; i++) bank.Log.Add($"position-{i}", Deposited);
        bank.Log.Events[1] = bank.Log.Events[1] with { Type = "unheard_of" };
        await bank.CatchUp();

        (await bank.Positions("position-1", "position-2", "position-3")).Keys.ShouldBe(["position-1", "position-3"], ignoreOrder: true);
        (await bank.Store.DeadLetters()).ShouldBe([new DeadLetter(Models.Ledger, "meishan", 2, null, "FormatException"), new DeadLetter(Models.OpenPositions, "meishan", 2, null, "FormatException")]);
    }

    [Theory]
    [InlineData("0", "yuan")]
    [InlineData("-1", "yuan")]
    [InlineData("0.001", "yuan")]
    [InlineData("1", "colour")]
    public async Task A_transfer_that_cannot_be_is_set_aside(string amount, string dimension)
    {
        var side = new Side("open", dimension == "colour" ? new Dictionary<string, string> { [dimension] = "red" } : []);
        await using var bank = await Bank.Open(Models.Ledger);
        bank.Log.Add("ledger-1", new Fact.Posted([new Transfer("yuan", side with { Account = "outside" }, side, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "PAID", Histories.FirstDay)]));
        await bank.CatchUp();
        (await bank.Store.DeadLetters()).ShouldHaveSingleItem().Cause.ShouldBe("ArgumentException");
        (await bank.Sql<long>("select count(*) from talentbank_read.ledger_v1")).ShouldBe(0);
    }

    [Fact]
    public async Task How_far_each_model_is_behind_and_who_feeds_it_can_be_asked()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        var log = new PostgresLog(bank.Database);
        (await bank.Store.Lags()).ShouldBe([new Lag(Models.Ledger, 0, 0, TimeSpan.Zero, null, 0), new Lag(Models.OpenPositions, 0, 0, TimeSpan.Zero, null, 0)]);
        await log.Append(new AppendRequest("meishan", Guid.CreateVersion7(), "f", "r", "clerk-1", null, [new StreamAppend("position-1", 0, [new NewEvent(Guid.CreateVersion7(), "Renamed", """{"Title":"nothing to rename"}""")])]));
        (await bank.Store.Lags()).ShouldAllBe(lag => lag.Behind == 1 && lag.Waiting > TimeSpan.Zero && lag.Owner == null);

        var daemon = bank.Start(log: log);
        await Bank.Reached(daemon, 1);
        (await bank.Store.Lags()).ShouldBe([new Lag(Models.Ledger, 1, 0, TimeSpan.Zero, daemon.Owner, 0), new Lag(Models.OpenPositions, 1, 0, TimeSpan.Zero, daemon.Owner, 1)]);
        await bank.Sql("update talentbank.leases set until = clock_timestamp() - interval '1 hour'");
        await Eventually.Holds(async () => (await bank.Store.Lags()).All(lag => lag.Owner == daemon.Owner));
    }

    [Fact]
    public async Task A_daemon_that_stops_leaves_its_models_to_the_next_at_once()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        await bank.CatchUp();
        (await bank.Sql<long>("select count(*) from talentbank.leases")).ShouldBe(0);
        var daemon = bank.Start();
        await Bank.Reached(daemon, bank.Log.Add("position-1", Deposited));
        (await bank.Sql<Guid>("select owner from talentbank.leases")).ShouldBe(daemon.Owner);
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
