using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>What is added up beforehand is what adding up gives.</summary>
public sealed class LedgerTotalsTests
{
    private static readonly string[][] GroupSets = [[], ["account"], ["category"], ["account", "category"], ["effective"], ["reason"], ["enterprise", "reason", "effective"]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 500)]
    public async Task Of_a_random_history_every_figure_is_the_same_with_totals_and_without(int seed, int batchSize)
    {
        var random = new Random(seed);
        await using var bank = await Bank.Open(new PlainLog { Step = TimeSpan.FromHours(random.Next(1, 12)) }, Models.Ledger, Models.PlainLedger);
        Histories.Write(bank.Log, random, facts: 500);
        await bank.CatchUp(batchSize: batchSize);

        await using var snapshot = bank.Store.Read("meishan");
        for (var i = 0; i < 300; i++)
        {
            var balances = Question(random, bank.Log.Events[^1].RecordedAt);
            var figure = await snapshot.Sum(Models.Ledger, balances, Cancel);
            figure.Select(Line).ShouldBe((await snapshot.Sum(Models.PlainLedger, balances, Cancel)).Select(Line), $"{balances}");
        }

        (await bank.Verify()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_totals_cover_a_figure_no_entry_is_read()
    {
        await using var bank = await Filled();
        await using var before = bank.Store.Read("meishan");
        var covered = new Balances(new LedgerQuery("openings", Histories.Accounts) { Until = Histories.FirstDay.AddDays(40) }, ["category", "account"]);
        var figure = await before.Sum(Models.Ledger, covered, Cancel);
        figure.Count.ShouldBeGreaterThan(3);
        await before.DisposeAsync();

        await bank.Sql("delete from talentbank_read.ledger_v1");

        await using var after = bank.Store.Read("meishan");
        (await after.Sum(Models.Ledger, covered, Cancel)).Select(Line).ShouldBe(figure.Select(Line));
        (await after.Count(Models.Ledger, covered.Entries, Cancel)).ShouldBe(figure.Sum(balance => balance.Entries));
        (await after.Sum(Models.Ledger, covered with { GroupBy = ["position"] }, Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update talentbank_read.ledger_v1_totals_1 set amount = amount + 0.01 where (zone, unit, account, grain, period, coalesce(by_category, '')) in (select zone, unit, account, grain, period, coalesce(by_category, '') from talentbank_read.ledger_v1_totals_1 limit 1)")]
    [InlineData("update talentbank_read.ledger_v1_totals_2 set weighted = weighted - 1 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_2)")]
    [InlineData("update talentbank_read.ledger_v1_totals_2 set entries = entries + 1 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_2)")]
    [InlineData("update talentbank_read.ledger_v1_totals_1 set known = known - 3100 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_1)")]
    [InlineData("delete from talentbank_read.ledger_v1_totals_1 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_1)")]
    [InlineData("insert into talentbank_read.ledger_v1_totals_1 (zone, unit, account, grain, period, known, amount, weighted, entries) values ('nowhere', 'yuan', 'open', 'day', '2026-01-01', '2026-01-01', 0, 0, 0)")]
    public async Task A_total_that_was_edited_is_found(string damage)
    {
        await using var bank = await Filled();
        await bank.Sql(damage);
        (await bank.Verify()).Findings.ShouldHaveSingleItem().Check.ShouldBe(Check.Totals);
    }

    [Fact]
    public async Task Totals_that_the_version_did_not_have_are_refused()
    {
        await using var bank = await Filled();
        var more = new LedgerModel("ledger", 1, ["category", "enterprise", "position"], _ => []) { Totals = [["category"], ["enterprise", "reason"], ["position"]] };
        var store = new ReadModelStore(bank.Database, [more], System.Text.Json.JsonSerializerOptions.Default);
        (await Should.ThrowAsync<InvalidOperationException>(() => store.Prepare(Cancel))).Message.ShouldContain("raise the version");
    }

    private static async Task<Bank> Filled()
    {
        var bank = await Bank.Open(new PlainLog { Step = TimeSpan.FromHours(6) }, Models.Ledger);
        Histories.Write(bank.Log, new Random(40), facts: 300);
        await bank.CatchUp();
        return bank;
    }

    private static Balances Question(Random random, DateTimeOffset last)
    {
        var span = (last - PlainLog.Start).TotalMinutes * 1.2;
        DateOnly? Day() => random.Next(2) == 0 ? Histories.Pick(random, Histories.FirstDay.AddDays(random.Next(-5, 90)), new DateOnly(2026, random.Next(1, 5), 1), new DateOnly(2026, 2, 28)) : null;
        DateTimeOffset? Instant() => random.Next(2) == 0 ? PlainLog.Start.AddMinutes(random.NextDouble() * span) : null;
        var where = new Dictionary<string, IReadOnlyList<string?>>();
        if (random.Next(4) == 0) where["category"] = ["DESIGN", null];
        if (random.Next(4) == 0) where["enterprise"] = ["enterprise-1"];
        var entries = new LedgerQuery(Histories.Pick(random, "openings", "yuan"), [.. Histories.Accounts.Where(_ => random.Next(2) == 0), Histories.Pick(random, Histories.Accounts)])
        {
            From = Day(),
            Until = Day(),
            KnownAt = Instant(),
            KnownAfter = Instant(),
            Reasons = random.Next(4) == 0 ? ["HELD", "CANCELLED"] : null,
            Where = where,
        };
        var from = Histories.FirstDay.AddDays(random.Next(-10, 90));
        return new Balances(entries, Histories.Pick(random, GroupSets), random.Next(3) == 0 ? new DayWindow(from, from.AddDays(random.Next(-2, 70))) : null);
    }

    private static string Line(Balance balance) => FormattableString.Invariant($"{string.Join(' ', balance.Group.Select(value => value ?? "~"))}: {balance.Amount:0.00} of {balance.Entries}");
}
