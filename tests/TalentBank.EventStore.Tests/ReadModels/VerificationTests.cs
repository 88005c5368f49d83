using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class VerificationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_clean_data_nothing_is_found_and_everything_was_looked_at()
    {
        await using var bank = await Filled();
        var report = await bank.Verify();

        report.Findings.ShouldBeEmpty();
        report.Position.ShouldBe(bank.Log.Last);
        report.Facts.ShouldBe(bank.Log.Events.Count);
        report.Streams.ShouldBe(bank.Log.Events.DistinctBy(recorded => (recorded.Zone, recorded.Stream)).Count());
        report.Documents.ShouldBe(await bank.Sql<long>("select count(*) from talentbank_read.open_positions_v1"));
        report.Entries.ShouldBe(await bank.Sql<long>("select count(*) from talentbank_read.ledger_v1"));
        report.Documents.ShouldBeGreaterThan(0);
        report.Entries.ShouldBeGreaterThan(0);
        report.Accounts.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task It_leaves_nothing_behind_and_can_be_run_again()
    {
        await using var bank = await Filled();
        var verification = new Verification(bank.Log, bank.Store, Fact.Decode);
        await verification.Run(cancel: Cancel);
        (await verification.Run(cancel: Cancel)).Findings.ShouldBeEmpty();
        (await bank.Sql<long>("select count(*) from pg_class where relpersistence = 't'")).ShouldBe(0);
        (await bank.Sql<long>("select count(*) from talentbank.mt_event_progression")).ShouldBe(2);
    }

    [Fact]
    public async Task It_tells_how_far_it_has_come()
    {
        await using var bank = await Filled();
        var steps = new Steps();
        await new Verification(bank.Log, bank.Store, Fact.Decode) { BatchSize = 50 }.Run(steps, Cancel);

        steps.Count.ShouldBeGreaterThan(3);
        steps.Select(step => step.Facts).ShouldBeInOrder();
        steps[^1].ShouldBe(new VerificationProgress(bank.Log.Events.Count, bank.Log.Last, bank.Log.Last));
    }

    [Theory]
    [InlineData("update talentbank_read.open_positions_v1 set document = document || '{\"Title\": \"forged\"}'", "differs")]
    [InlineData("update talentbank_read.open_positions_v1 set by_title = 'forged'", "differs")]
    [InlineData("delete from talentbank_read.open_positions_v1", "is missing")]
    [InlineData("update talentbank_read.open_positions_v1 set key = 'position-forged'", "is not in the rebuild")]
    public async Task A_document_that_was_edited_is_found(string damage, string what)
    {
        await using var bank = await Filled();
        var key = await bank.Sql<string>("select min(key) from talentbank_read.open_positions_v1 where zone = 'meishan'");
        await bank.Sql($"{damage} where zone = 'meishan' and key = '{key}'");

        var finding = (await bank.Verify()).Findings.ShouldHaveSingleItem();

        (finding.Check, finding.Subject).ShouldBe((Check.Rebuild, "open_positions v1"));
        finding.Examples.ShouldContain(example => example.EndsWith(what, StringComparison.Ordinal));
        if (what != "is not in the rebuild") finding.Examples.ShouldBe([$"meishan/{key} {what}"]);
    }

    [Fact]
    public async Task Of_many_differences_the_first_ten_are_named_and_all_are_counted()
    {
        await using var bank = await Filled();
        var all = await bank.Sql<long>("select count(*) from talentbank_read.open_positions_v1");
        all.ShouldBeGreaterThan(10);
        await bank.Sql("update talentbank_read.open_positions_v1 set by_openings = 77");

        var finding = (await bank.Verify()).Findings.ShouldHaveSingleItem();
        finding.Count.ShouldBe(all);
        finding.Examples.Count.ShouldBe(10);
    }

    [Fact]
    public async Task An_entry_that_was_deleted_is_found_four_times_over()
    {
        await using var bank = await Filled();
        await bank.Sql($"delete from talentbank_read.ledger_v1 where {await AnEntry(bank)}");
        Checks(await bank.Verify()).ShouldBe([Check.Rebuild, Check.Transfers, Check.Conservation, Check.Totals], ignoreOrder: true);
    }

    [Fact]
    public async Task An_amount_that_was_edited_is_found_four_times_over()
    {
        await using var bank = await Filled();
        await bank.Sql($"update talentbank_read.ledger_v1 set amount = amount - 0.01 where {await AnEntry(bank)}");
        Checks(await bank.Verify()).ShouldBe([Check.Rebuild, Check.Transfers, Check.Conservation, Check.Totals], ignoreOrder: true);
    }

    [Fact]
    public async Task A_transfer_that_was_deleted_whole_is_found_by_the_rebuild_and_the_totals()
    {
        await using var bank = await Filled();
        var place = $"position = (select max(position) from talentbank_read.ledger_v1 where {Added})";
        await bank.Sql($"delete from talentbank_read.ledger_v1 where {place}");
        Checks(await bank.Verify()).ShouldBe([Check.Rebuild, Check.Totals]);
    }

    [Fact]
    public async Task An_account_that_was_below_zero_on_a_day_is_found_though_it_is_not_today()
    {
        await using var bank = await Filled();
        var none = new Dictionary<string, string>();
        var category = new Dictionary<string, string> { ["category"] = "DESIGN" };
        bank.Log.Add("ledger-1", new Fact.Posted(
        [
            new Transfer("seats", new Side("outside", none), new Side("free", category), 5, "OFFERED", new DateOnly(2026, 5, 10)),
            new Transfer("seats", new Side("free", category), new Side("held", none), 2, "HELD", new DateOnly(2026, 5, 9)),
        ]));
        await bank.CatchUp();

        var finding = (await bank.Verify()).Findings.ShouldHaveSingleItem();

        finding.Check.ShouldBe(Check.BelowZero);
        finding.Examples.ShouldBe(["meishan: seats free (DESIGN) is -2.00 from 2026-05-09 on"]);
    }

    [Fact]
    public async Task Accounts_of_different_dimensions_do_not_help_each_other_out()
    {
        await using var bank = await Filled();
        Side Free(string category) => new("free", new Dictionary<string, string> { ["category"] = category });
        bank.Log.Add("ledger-1", new Fact.Posted(
        [
            new Transfer("seats", Free("x") with { Account = "outside" }, Free("OTHERS"), 5, "OFFERED", Histories.FirstDay),
            new Transfer("seats", Free("DESIGN"), Free("x") with { Account = "outside" }, 1, "CANCELLED", Histories.FirstDay),
        ]));
        await bank.CatchUp();
        (await bank.Verify()).Findings.ShouldHaveSingleItem().Check.ShouldBe(Check.BelowZero);
    }

    [Fact]
    public async Task A_version_that_was_raised_is_found()
    {
        await using var bank = await Filled();
        bank.Log.Events[5] = bank.Log.Events[5] with { Version = bank.Log.Events[5].Version + 1 };
        Checks(await bank.Verify()).ShouldContain(Check.Versions);
    }

    [Fact]
    public async Task A_fact_that_was_taken_out_of_the_middle_of_a_stream_is_found()
    {
        await using var bank = await Filled();
        var middle = bank.Log.Events.Find(recorded => recorded.Version == 2 && bank.Log.Events.Exists(other => other.Stream == recorded.Stream && other.Zone == recorded.Zone && other.Version == 3))!;
        bank.Log.Events.Remove(middle);
        Checks(await bank.Verify()).ShouldContain(Check.Versions);
    }

    [Fact]
    public async Task A_recorded_time_that_goes_back_is_found()
    {
        await using var bank = await Filled();
        bank.Log.Events[5] = bank.Log.Events[5] with { RecordedAt = bank.Log.Events[5].RecordedAt.AddMinutes(-2) };
        Checks(await bank.Verify()).ShouldContain(Check.RecordedTime);
    }

    [Fact]
    public async Task Positions_that_do_not_ascend_are_found()
    {
        await using var bank = await Filled();
        (bank.Log.Events[5], bank.Log.Events[6]) = (bank.Log.Events[6], bank.Log.Events[5]);
        Checks(await bank.Verify()).ShouldContain(Check.Order);
    }

    [Fact]
    public async Task A_fact_whose_content_was_edited_is_found()
    {
        await using var bank = await Filled();
        var place = bank.Log.Events.FindLastIndex(recorded => recorded.Type == nameof(Fact.Deposited));
        bank.Log.Events[place] = bank.Log.Events[place] with { Data = """{"Position": {"Title": "forged"}}""" };
        Checks(await bank.Verify()).ShouldBe([Check.Rebuild]);
    }

    [Fact]
    public async Task A_fact_that_nobody_can_read_any_more_is_found_and_the_rest_is_checked()
    {
        await using var bank = await Filled();
        bank.Log.Events[5] = bank.Log.Events[5] with { Type = "unheard_of" };
        await bank.Sql("update talentbank_read.ledger_v1 set actor = 'forged' where position = (select max(position) from talentbank_read.ledger_v1)");

        var findings = (await bank.Verify()).Findings;

        findings.ShouldContain(finding => finding.Check == Check.Fold && finding.Examples[0].Contains("position 6", StringComparison.Ordinal));
        findings.ShouldContain(finding => finding.Check == Check.Rebuild && finding.Subject == "ledger v1");
    }

    [Fact]
    public async Task A_model_that_can_no_longer_take_a_fact_is_found()
    {
        await using var bank = await Filled();
        var place = bank.Log.Events.FindIndex(recorded => recorded.Type == nameof(Fact.Deposited));
        bank.Log.Events[place] = bank.Log.Events[place] with { Type = nameof(Fact.Renamed), Data = """{"Title": "of nothing"}""" };
        (await bank.Verify()).Findings.ShouldContain(finding => finding.Check == Check.Fold && finding.Subject == "open_positions v1");
    }

    [Fact]
    public async Task Read_models_that_are_ahead_of_the_log_are_found()
    {
        await using var bank = await Filled();
        bank.Log.Events.RemoveAt(bank.Log.Events.Count - 1);
        Checks(await bank.Verify()).ShouldContain(Check.Ahead);
    }

    [Fact]
    public async Task It_works_beside_a_daemon_that_goes_on()
    {
        await using var bank = await Filled();
        var daemon = bank.Start(batchSize: 5);
        var random = new Random(41);
        var before = bank.Log.Last;
        var log = new Interrupted(bank.Log, async _ =>
        {
            // Between any two pages of the verification the bank moves on.
            bank.Log.Add($"position-live-{random.Next(1000)}-{bank.Log.Last}", new Fact.Deposited(Histories.Position(random)));
            await Bank.Reached(daemon, bank.Log.Add("ledger-live", new Fact.Posted(Histories.Transfers(random))));
        });

        var report = await bank.Verify(log);

        report.Findings.ShouldBeEmpty();
        bank.Log.Last.ShouldBeGreaterThan(before + 10);
    }

    [Fact]
    public async Task It_works_on_the_log_in_PostgreSQL_and_finds_what_its_owner_edited()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        var log = new PostgresLog(bank.Database);
        var plain = new PlainLog();
        Histories.Write(plain, new Random(40), facts: 60);
        foreach (var recorded in plain.Events)
        {
            var outcome = await log.Append(new AppendRequest(
                recorded.Zone, recorded.CommandId, "fingerprint", "", recorded.Actor, CorrelationId: null,
                [new StreamAppend(recorded.Stream, recorded.Version - 1, [new NewEvent(recorded.Id, recorded.Type, recorded.Data)])]));
            outcome.ShouldBeOfType<AppendOutcome.Appended>();
        }

        var daemon = bank.Start(log: log);
        await Bank.Reached(daemon, plain.Events.Count);
        (await bank.Verify(log)).ShouldSatisfyAllConditions(report => report.Findings.ShouldBeEmpty(), report => report.Facts.ShouldBe(plain.Events.Count));

        await bank.SqlPastTriggers("update talentbank.mt_events set timestamp = timestamp - interval '1 day' where seq_id = 30");
        Checks(await bank.Verify(log)).ShouldContain(Check.RecordedTime);
    }

    /// <summary>Of entries those that the totals have: of others nothing is added up.</summary>
    private const string Added = "position < (select max(block + 1) * 512 from talentbank_read.ledger_v1_totals_1 where level = 0)";

    private static async Task<Bank> Filled()
    {
        // So far apart that most entries stand in complete blocks of the totals.
        var bank = await Bank.Open(new PlainLog { Apart = 100 }, Models.OpenPositions, Models.Ledger);
        Histories.Write(bank.Log, new Random(40), facts: 300);
        await bank.CatchUp();
        return bank;
    }

    /// <summary>An arriving entry of an account other than outside that can miss a cent (or all) without going below zero.</summary>
    private static async Task<string> AnEntry(Bank bank)
    {
        var position = await bank.Sql<long>($"""
            select max(position) from talentbank_read.ledger_v1 as entry
            where {Added} and amount > 0.01 and arrives and account = 'held' and zone = 'meishan'
            """);
        return $"zone = 'meishan' and position = {position} and arrives and account = 'held'";
    }

    private static IEnumerable<Check> Checks(VerificationReport report) => report.Findings.Select(finding => finding.Check);

    /// <summary>Unlike Progress, tells at once.</summary>
    private sealed class Steps : List<VerificationProgress>, IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => Add(value);
    }
}
