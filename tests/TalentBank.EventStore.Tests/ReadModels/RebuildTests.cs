using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class RebuildTests
{
    private const string Totals = "ledger_v1_totals_1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public async Task What_is_rebuilt_is_byte_for_byte_what_the_daemon_has_made(int pageSize)
    {
        await using var bank = await Filled();
        var live = await Digests(bank);
        foreach (var model in bank.Store.Models)
        {
            var swapped = (await Of(bank, pageSize).Run(model, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
            (swapped.Position, swapped.Aside).ShouldBe((bank.Log.Last, 0));
            swapped.Facts.ShouldBe(bank.Log.Events.Count);
        }

        (await Digests(bank)).ShouldBe(live);
        (await bank.Verify()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_damage_in_the_live_table_nothing_is_left()
    {
        await using var bank = await Filled();
        var live = await Digests(bank);
        await bank.Sql("update talentbank_read.open_positions_v1 set by_title = 'forged'; delete from talentbank_read.ledger_v1; update talentbank_read.ledger_v1_totals_1 set amount = 0");
        (await Digests(bank)).ShouldNotBe(live);

        foreach (var model in bank.Store.Models) await Of(bank).Run(model, cancel: Cancel);

        (await Digests(bank)).ShouldBe(live);
    }

    [Fact]
    public async Task The_tables_of_a_rebuild_have_the_indexes_of_those_before_also_the_second_time()
    {
        await using var bank = await Filled();
        var before = await Indexes();
        for (var i = 0; i < 2; i++)
        {
            await Of(bank).Run(Models.OpenPositions, cancel: Cancel);
            await Of(bank).Run(Models.Ledger, cancel: Cancel);
            (await Indexes()).ShouldBe(before);
        }

        // An index keeps the name it was made under; what it says of the table must be the same.
        Task<string> Indexes() => bank.Sql<string>("""
            select string_agg(regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON'), E'\n' order by regexp_replace(indexdef, 'INDEX \S+ ON', 'INDEX ON'))
            from pg_indexes where schemaname = 'talentbank_read' and tablename !~ '__old'
            """);
    }

    [Fact]
    public async Task Of_an_empty_log_an_empty_table_is_made()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        foreach (var model in bank.Store.Models)
            (await Of(bank).Run(model, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Facts.ShouldBe(0);
        bank.Log.Add("position-1", new Fact.Deposited(new OpenPosition("first")));
        await bank.CatchUp();
        (await bank.Positions("position-1")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_daemon_goes_on_meanwhile_and_afterwards_and_its_documents_in_memory_do_no_harm()
    {
        await using var bank = await Filled();
        var random = new Random(3);
        var daemon = bank.Start(batchSize: 5);
        bank.Log.Add("position-hot", new Fact.Deposited(new OpenPosition("hot")));
        await Bank.Reached(daemon, bank.Log.Last);
        await bank.Sql("""update talentbank_read.open_positions_v1 set document = document || '{"Facts": 70}'""");

        foreach (var model in bank.Store.Models)
        {
            var log = new Interrupted(bank.Log, async _ =>
            {
                Histories.Write(bank.Log, random, facts: 20);
                await Bank.Reached(daemon, bank.Log.Last);
            });
            (await Of(bank, pageSize: 40, log).Run(model, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        }

        bank.Log.Add("position-hot", new Fact.Renamed("hotter"));
        await Bank.Reached(daemon, bank.Log.Last);
        (await bank.Positions("position-hot"))["position-hot"].ShouldSatisfyAllConditions(hot => hot.Title.ShouldBe("hotter"), hot => hot.Facts.ShouldBe(2));
        await bank.Stop();
        (await bank.Verify()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_at_once_the_second_is_refused_in_a_sentence()
    {
        await using var bank = await Filled();
        RebuildOutcome? second = null, back = null, drop = null, other = null;
        var log = new Interrupted(bank.Log, async _ =>
        {
            second ??= await Of(bank).Run(Models.OpenPositions, cancel: Cancel);
            back ??= await Of(bank).Back(Models.OpenPositions, Cancel);
            drop ??= await Of(bank).Drop(Models.OpenPositions, Cancel);
            other ??= await Of(bank).Run(Models.Ledger, cancel: Cancel);
        });

        (await Of(bank, log: log).Run(Models.OpenPositions, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();

        foreach (var outcome in new[] { second, back, drop }) outcome.ShouldBe(new RebuildOutcome.Refused("open_positions v1 is being rebuilt already."));
        other.ShouldBeOfType<RebuildOutcome.Swapped>();
        (await Of(bank).Run(Models.OpenPositions, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(28)]
    public async Task One_that_is_cancelled_leaves_nothing_and_the_next_one_starts_again(int page)
    {
        await using var bank = await Filled();
        var live = await Digests(bank);
        using var cancelled = new CancellationTokenSource();
        var log = new Interrupted(bank.Log, async after => await (after >= page * 10 ? cancelled.CancelAsync() : Task.CompletedTask));

        foreach (var model in bank.Store.Models)
            await Should.ThrowAsync<OperationCanceledException>(() => Of(bank, pageSize: 10, log).Run(model, cancel: cancelled.Token));

        (await Digests(bank)).ShouldBe(live);
        (await bank.Sql<long>("select count(*) from pg_class where relname like '%\\_\\_%' and relkind = 'r' and relnamespace = 'talentbank_read'::regnamespace")).ShouldBe(0);
        (await bank.Sql<long>("select count(*) from talentbank.mt_event_progression")).ShouldBe(2);
        (await Of(bank).Run(Models.Ledger, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await Digests(bank)).ShouldBe(live);
    }

    [Fact]
    public async Task One_whose_session_was_ended_leaves_no_lock_and_the_next_one_clears_up()
    {
        await using var bank = await Filled();
        var live = await Digests(bank);
        var times = 0;
        var log = new Interrupted(bank.Log, async _ =>
        {
            if (++times == 3) await bank.Sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())");
        });
        await Should.ThrowAsync<Npgsql.NpgsqlException>(() => Of(bank, pageSize: 10, log).Run(Models.OpenPositions, cancel: Cancel));

        (await Of(bank).Run(Models.OpenPositions, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await Digests(bank)).ShouldBe(live);
    }

    [Fact]
    public async Task A_fact_that_the_model_cannot_take_is_set_aside_with_its_number_and_a_mended_model_takes_it()
    {
        var broken = true;
        var fragile = new DocumentModel<OpenPosition>(
            "fragile",
            1,
            recorded => [recorded.Stream],
            (_, position, recorded) => broken && recorded.Position == 2 ? throw new FormatException() : new OpenPosition("taken") { Facts = 1 + (position?.Facts ?? 0) });
        await using var bank = await Bank.Open(fragile);
        foreach (var stream in new[] { "position-1", "position-2", "position-2", "position-3" }) bank.Log.Add(stream, new Fact.Noted());
        bank.Log.Events[3] = bank.Log.Events[3] with { Type = "unheard_of" };
        await bank.CatchUp();
        var live = await bank.Digest("fragile_v1");
        long[] aside = [2, 3, 4];
        (await bank.Store.DeadLetters(Cancel)).Select(letter => letter.Position).ShouldBe(aside);

        (await Of(bank, pageSize: 2).Run(fragile, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Aside.ShouldBe(3);
        (await bank.Store.DeadLetters(Cancel)).Select(letter => letter.Position).ShouldBe(aside);
        (await bank.Digest("fragile_v1")).ShouldBe(live);

        broken = false;
        bank.Log.Events[3] = bank.Log.Events[3] with { Type = nameof(Fact.Noted) };
        (await Of(bank).Run(fragile, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Aside.ShouldBe(0);
        (await bank.Store.DeadLetters(Cancel)).ShouldBeEmpty();
        (await bank.Sql<string>("select string_agg(key || ' ' || (document->>'Facts'), ', ' order by key) from talentbank_read.fragile_v1")).ShouldBe("position-1 1, position-2 2, position-3 1");

        // The way back leads to the table and the letters of then, which a daemon that was restarted goes on from.
        (await Of(bank).Back(fragile, Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await bank.Store.DeadLetters(Cancel)).Select(letter => letter.Position).ShouldBe(aside);
        bank.Log.Add("position-2", new Fact.Noted());
        await bank.CatchUp(bank.Server());
        (await bank.Store.DeadLetters(Cancel)).Select(letter => letter.Position).ShouldBe([.. aside, 5]);
    }

    [Fact]
    public async Task Facts_that_make_rows_PostgreSQL_refuses_are_found_among_the_others()
    {
        var nul = new DocumentModel<OpenPosition>("nul", 1, recorded => [recorded.Stream], (_, _, recorded) => new OpenPosition(recorded.Position is 13 or 14 ? "a\0b" : "taken"));
        await using var bank = await Bank.Open(nul);
        for (var i = 1; i <= 30; i++) bank.Log.Add($"position-{i}", new Fact.Noted());
        await bank.CatchUp();

        (await Of(bank).Run(nul, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Aside.ShouldBe(2);
        (await bank.Store.DeadLetters(Cancel)).Select(letter => (letter.Position, letter.Key)).ShouldBe([(13, "position-13"), (14, "position-14")]);
        (await bank.Sql<long>("select count(*) from talentbank_read.nul_v1")).ShouldBe(28);
    }

    [Fact]
    public async Task What_the_ledger_cannot_hold_is_set_aside_alone_and_amounts_of_all_lengths_arrive()
    {
        await using var bank = await Bank.Open(Models.Ledger);
        Transfer Paid(decimal amount, string reason) => new("yuan", new Side("outside", new Dictionary<string, string>()), new Side("open", new Dictionary<string, string> { ["position"] = "主播 é" }), amount, reason, new DateOnly(1999, 12, 31));
        foreach (var amount in new[] { 0.01m, 0.1m, 1, 9999.99m, 10_000, 10_000.5m, 99_999_999, 100_000_000, 1_0000_0000_0000m, 9_999_999_999_999_999.99m })
            bank.Log.Add("ledger-1", new Fact.Posted([Paid(amount, "PAID")]));
        await bank.CatchUp();
        var live = await Digest();

        (await Of(bank).Run(Models.Ledger, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Aside.ShouldBe(0);
        (await Digest()).ShouldBe(live);

        bank.Log.Add("ledger-1", new Fact.Posted([Paid(1, "a\0b")]));
        (await Of(bank).Run(Models.Ledger, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Aside.ShouldBe(1);
        (await Digest()).ShouldBe(live);
        (await bank.Store.DeadLetters(Cancel)).ShouldHaveSingleItem().Position.ShouldBe(11);

        async Task<string> Digest() => $"{await bank.Digest("ledger_v1")} {await bank.Digest(Totals)}";
    }

    [Fact]
    public async Task A_document_that_cannot_be_written_is_traced_to_its_fact()
    {
        var fragile = new DocumentModel<OpenPosition>(
            "fragile",
            1,
            recorded => [recorded.Stream],
            (_, _, recorded) => new OpenPosition(recorded.Position > 4 ? "bad" : "good"),
            new Column<OpenPosition>("title", ColumnType.Text, position => position.Title == "bad" ? throw new FormatException() : position.Title));
        await using var bank = await Bank.Open(fragile);
        foreach (var stream in new[] { "position-1", "position-2", "position-1", "position-3", "position-2" }) bank.Log.Add(stream, new Fact.Noted());
        await bank.CatchUp();

        (await Of(bank).Run(fragile, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Aside.ShouldBe(1);
        (await bank.Store.DeadLetters(Cancel)).ShouldHaveSingleItem().Position.ShouldBe(5);
        (await bank.Sql<string>("select string_agg(by_title, ' ') from talentbank_read.fragile_v1")).ShouldBe("good good good");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Documents_that_do_not_fit_in_memory_are_written_and_read_back(int hot)
    {
        await using var bank = await Filled();
        var live = await Digests(bank);
        await new Rebuild(bank.Log, bank.Store, Fact.Decode) { PageSize = 11, Hot = hot }.Run(Models.OpenPositions, cancel: Cancel);
        (await Digests(bank)).ShouldBe(live);
    }

    [Fact]
    public async Task A_reader_sees_one_table_from_its_first_read_to_its_last_and_the_swap_waits_for_it()
    {
        await using var bank = await Filled();
        await bank.Sql("update talentbank_read.open_positions_v1 set document = document || '{\"Title\": \"forged\"}'");
        await using var reader = bank.Store.Read("meishan");
        await reader.Fix(Cancel);
        var stages = new Stages();

        var rebuild = Of(bank).Run(Models.OpenPositions, stages, Cancel);
        await stages.Reached(RebuildStage.Swapping);
        var seen = (await reader.Find(Models.OpenPositions, new DocumentQuery([], [], First: 100), Cancel)).Items;

        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(item => item.Document.Title == "forged");
        await reader.DisposeAsync();
        (await rebuild).ShouldBeOfType<RebuildOutcome.Swapped>();
        await using var later = bank.Store.Read("meishan");
        (await later.Find(Models.OpenPositions, new DocumentQuery([], [], First: 100), Cancel)).Items.ShouldNotContain(item => item.Document.Title == "forged");
    }

    [Fact]
    public async Task A_reader_that_does_not_pass_the_gate_would_find_an_empty_table()
    {
        // The control of the test above.
        await using var bank = await Filled();
        await using var reader = await bank.Store.Open(Cancel);
        await reader.Run("begin isolation level repeatable read; select count(*) from talentbank.mt_event_progression");

        (await Of(bank).Run(Models.OpenPositions, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();

        (await reader.Ask<long>("select count(*) from talentbank_read.open_positions_v1")).ShouldBe(0);
        await reader.Run("rollback");
    }

    [Fact]
    public async Task A_swap_that_somebody_is_always_in_the_way_of_is_given_up()
    {
        await using var bank = await Filled();
        var live = await Digests(bank);
        await using var reader = bank.Store.Read("meishan");
        await reader.Fix(Cancel);

        var refused = await new Rebuild(bank.Log, bank.Store, Fact.Decode) { Patience = TimeSpan.FromMilliseconds(300) }.Run(Models.Ledger, cancel: Cancel);

        refused.ShouldBeOfType<RebuildOutcome.Refused>().Reason.ShouldEndWith("there was always somebody in the way of the swap.");
        await reader.DisposeAsync();
        (await Digests(bank)).ShouldBe(live);
        (await bank.Sql<long>("select count(*) from talentbank.mt_event_progression")).ShouldBe(2);
    }

    [Fact]
    public async Task Read_models_that_are_ahead_of_the_log_are_not_swapped_for_older_ones()
    {
        await using var bank = await Filled();
        bank.Log.Events.RemoveRange(200, bank.Log.Events.Count - 200);
        var refused = await new Rebuild(bank.Log, bank.Store, Fact.Decode) { Patience = TimeSpan.FromMilliseconds(300) }.Run(Models.OpenPositions, cancel: Cancel);
        refused.ShouldBeOfType<RebuildOutcome.Refused>().Reason.ShouldContain("ahead of the log");
    }

    [Fact]
    public async Task The_way_back_leads_to_the_table_before_as_far_as_the_log_has_gone_since()
    {
        await using var bank = await Filled();
        (await Of(bank).Back(Models.OpenPositions, Cancel)).ShouldBe(new RebuildOutcome.Refused("No earlier table of open_positions v1 is kept."));
        await bank.Sql("""update talentbank_read.open_positions_v1 set document = document || '{"Title": "of the old"}' where key = (select min(key) from talentbank_read.open_positions_v1)""");
        await Of(bank).Run(Models.OpenPositions, cancel: Cancel);
        bank.Log.Add("position-new", new Fact.Deposited(new OpenPosition("since")));
        await bank.CatchUp(bank.Server());

        (await Of(bank).Back(Models.OpenPositions, Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Facts.ShouldBe(1);
        (await bank.Positions("position-new")).ShouldHaveSingleItem();
        (await OfTheOld()).ShouldBeGreaterThan(0);

        (await Of(bank).Back(Models.OpenPositions, Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await OfTheOld()).ShouldBe(0);
        (await bank.Verify()).Findings.ShouldBeEmpty();

        Task<long> OfTheOld() => bank.Sql<long>("select count(*) from talentbank_read.open_positions_v1 where document->>'Title' = 'of the old'");
    }

    [Fact]
    public async Task Of_an_earlier_version_that_a_server_still_feeds_nothing_is_dropped_until_it_stops()
    {
        await using var bank = await Filled();
        await bank.CatchUp();
        var second = new ReadModelStore(bank.Database, [Models.Positions("open_positions", version: 2)], JsonSerializerOptions.Default);
        await second.Prepare(Cancel);
        var rebuild = new Rebuild(bank.Log, second, Fact.Decode);
        var earlier = bank.Start();
        await Bank.Reached(earlier, bank.Log.Last);

        (await rebuild.Drop(second.Models[0], Cancel)).ShouldBeOfType<RebuildOutcome.Dropped>().Tables.ShouldBeEmpty();
        bank.Log.Add("position-of-the-earlier", new Fact.Deposited(Histories.Position(new Random(1))));
        earlier.Nudge();
        await Bank.Reached(earlier, bank.Log.Last);
        (await bank.Verify()).Findings.ShouldBeEmpty();

        await bank.Stop();
        (await rebuild.Drop(second.Models[0], Cancel)).ShouldBeOfType<RebuildOutcome.Dropped>().Tables.ShouldBe(["open_positions_v1"]);
    }

    [Fact]
    public async Task Once_dropped_nothing_is_kept_of_the_table_before_nor_of_earlier_versions()
    {
        await using var bank = await Filled();
        var second = new ReadModelStore(bank.Database, [Models.Positions("open_positions", version: 2), Models.Ledger, Models.Positions("open", version: 1)], JsonSerializerOptions.Default);
        await second.Prepare(Cancel);
        var rebuild = new Rebuild(bank.Log, second, Fact.Decode);
        foreach (var model in second.Models) await rebuild.Run(model, cancel: Cancel);

        (await rebuild.Drop(second.Models[0], Cancel)).ShouldBeOfType<RebuildOutcome.Dropped>().Tables.ShouldBe(["open_positions_v1", "open_positions_v2__old"], ignoreOrder: true);
        (await rebuild.Drop(Models.Ledger, Cancel)).ShouldBeOfType<RebuildOutcome.Dropped>().Tables.ShouldBe(["ledger_v1__old", "ledger_v1__old_groups_1", "ledger_v1__old_groups_2", "ledger_v1__old_totals_1", "ledger_v1__old_totals_2"], ignoreOrder: true);
        (await rebuild.Drop(Models.Ledger, Cancel)).ShouldBeOfType<RebuildOutcome.Dropped>().Tables.ShouldBeEmpty();
        (await rebuild.Back(Models.Ledger, Cancel)).ShouldBeOfType<RebuildOutcome.Refused>();
        (await bank.Sql<string>("select string_agg(name, ' ' order by name) from talentbank.mt_event_progression")).ShouldBe("ledger:v1 open:v1 open:v1:old open_positions:v2");
    }

    [Fact]
    public async Task It_tells_how_far_it_has_come_and_how_long_it_will_take()
    {
        await using var bank = await Filled();
        var stages = new Stages();
        await Of(bank, pageSize: 50).Run(Models.Ledger, stages, Cancel);

        var told = stages.Told;
        told.Select(step => step.Stage).Distinct().ShouldBe([RebuildStage.Filling, RebuildStage.Indexing, RebuildStage.Swapping]);
        told.Select(step => step.Position).ShouldBeInOrder();
        told.ShouldAllBe(step => step.Goal == bank.Log.Last && step.FactsPerSecond > 0);
        told[0].Remaining!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        told[^1].Remaining.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_store_says_which_models_do_not_include_yet_what_the_log_held_when_it_was_prepared()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var log = new PostgresLog(bank.Database);
        for (var i = 0; i < 3; i++)
            await log.Append(new AppendRequest("meishan", Guid.CreateVersion7(), "fingerprint", "", "clerk-1", null, [new StreamAppend($"note-{i}", 0, [new NewEvent(Guid.CreateVersion7(), nameof(Fact.Noted), "{}")])]));
        var daemon = bank.Start(log: log);
        await Bank.Reached(daemon, 3);
        (await bank.Store.Building(Cancel)).ShouldBeEmpty();
        await bank.Stop();

        var both = new ReadModelStore(bank.Database, [Models.OpenPositions, Models.Ledger], JsonSerializerOptions.Default);
        await both.Prepare(Cancel);
        (await both.Building(Cancel)).ShouldBe(new Dictionary<ReadModel, long> { [Models.Ledger] = 0 });

        (await new Rebuild(log, both, Fact.Decode).Run(Models.Ledger, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>().Position.ShouldBe(3);
        (await both.Building(Cancel)).ShouldBeEmpty();
    }

    private static Rebuild Of(Bank bank, int pageSize = 10_000, IEventLog? log = null) => new(log ?? bank.Log, bank.Store, Fact.Decode) { PageSize = pageSize };

    private static async Task<Bank> Filled()
    {
        var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        Histories.Write(bank.Log, new Random(40), facts: 400);
        await bank.CatchUp();
        return bank;
    }

    private static async Task<string> Digests(Bank bank) =>
        $"{await bank.Digest("open_positions_v1")} {await bank.Digest("ledger_v1")} {await bank.Digest(Totals)} {await bank.Digest("ledger_v1_totals_2")}";

    /// <summary>Hears at once what is told, and lets a test wait for it.</summary>
    private sealed class Stages : IProgress<RebuildProgress>
    {
        private readonly Lock _lock = new();
        private readonly List<RebuildProgress> _told = [];

        public IReadOnlyList<RebuildProgress> Told
        {
            get
            {
                lock (_lock) return [.. _told];
            }
        }

        public void Report(RebuildProgress value)
        {
            lock (_lock) _told.Add(value);
        }

        public Task Reached(RebuildStage stage) => Eventually.Holds(() => Task.FromResult(Told.Any(step => step.Stage == stage)));
    }
}
