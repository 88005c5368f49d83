using System.Globalization;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>What is added up beforehand is what adding up gives.</summary>
public sealed class LedgerTotalsTests
{
    private static readonly string[][] GroupSets = [[], ["account"], ["category"], ["account", "category"], ["effective"], ["reason"], ["enterprise", "reason", "effective"]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 7, 10)]
    [InlineData(3, 500, 20)]
    [InlineData(4, 40, 100)]
    public async Task Of_a_random_history_every_figure_is_the_same_with_totals_and_without(int seed, int batchSize, int apart)
    {
        var random = new Random(seed);
        await using var bank = await Bank.Open(new PlainLog { Step = TimeSpan.FromHours(random.Next(1, 12)), Apart = apart }, Models.Ledger, Models.PlainLedger);
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
    public async Task Where_totals_cover_a_figure_only_the_entries_behind_the_last_complete_block_are_read()
    {
        await using var bank = await Filled();
        await using var before = bank.Store.Read("meishan");
        var covered = new Balances(new LedgerQuery("openings", Histories.Accounts) { Until = Histories.FirstDay.AddDays(40) }, ["category", "account"]);
        var early = covered with { Entries = covered.Entries with { KnownAt = bank.Log.Events[^100].RecordedAt } };
        var (figure, earlier) = (await before.Sum(Models.Ledger, covered, Cancel), await before.Sum(Models.Ledger, early, Cancel));
        figure.Count.ShouldBeGreaterThan(3);
        earlier.Select(Line).ShouldNotBe(figure.Select(Line));
        await before.DisposeAsync();

        // What both read: the positions behind the last multiple of 512. Where recorded times lead to, the last entry tells.
        var (last, then) = (bank.Log.Last, bank.Log.Events[^100].Position);
        await bank.Sql($"delete from talentbank_read.ledger_v1 where position < {Rest(last)} and not position between {Rest(then)} and {then}");

        await using var after = bank.Store.Read("meishan");
        (await after.Sum(Models.Ledger, covered, Cancel)).Select(Line).ShouldBe(figure.Select(Line));
        (await after.Sum(Models.Ledger, early, Cancel)).Select(Line).ShouldBe(earlier.Select(Line));
        (await after.Count(Models.Ledger, covered.Entries, Cancel)).ShouldBe(figure.Sum(balance => balance.Entries));
        (await after.Sum(Models.Ledger, covered with { GroupBy = ["position"] }, Cancel)).Sum(balance => balance.Entries).ShouldBeLessThan(figure.Sum(balance => balance.Entries));

        static long Rest(long position) => (position + 1) / 512 * 512;
    }

    [Theory]
    [InlineData("update talentbank_read.ledger_v1_totals_1 set amount = amount + 0.01 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_1 where level = 2)")]
    [InlineData("update talentbank_read.ledger_v1_totals_1 set amount_through = amount_through + 0.01 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_1)")]
    [InlineData("update talentbank_read.ledger_v1_totals_2 set weighted_through = weighted_through - 1 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_2)")]
    [InlineData("update talentbank_read.ledger_v1_totals_2 set entries_through = entries_through + 1 where ctid in (select max(ctid) from talentbank_read.ledger_v1_totals_2)")]
    [InlineData("update talentbank_read.ledger_v1_totals_1 set effective = effective - 3100 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_1)")]
    [InlineData("update talentbank_read.ledger_v1_totals_1 set level = 7 where ctid in (select max(ctid) from talentbank_read.ledger_v1_totals_1)")]
    [InlineData("delete from talentbank_read.ledger_v1_totals_1 where ctid in (select min(ctid) from talentbank_read.ledger_v1_totals_1)")]
    [InlineData("insert into talentbank_read.ledger_v1_groups_1 (number, zone, unit, account) values (1000, 'nowhere', 'yuan', 'open')")]
    [InlineData("update talentbank_read.ledger_v1_groups_1 set account = 'forged' where number = 1")]
    public async Task A_total_that_was_edited_is_found(string damage)
    {
        await using var bank = await Filled();
        await bank.Sql(damage);
        (await bank.Verify()).Findings.ShouldHaveSingleItem().Check.ShouldBe(Check.Totals);
    }

    [Fact]
    public async Task Blocks_are_the_same_whoever_writes_them()
    {
        await using var bank = await Filled();
        var byTheDaemon = await Sums();
        byTheDaemon.ShouldNotBeEmpty();
        (await new Rebuild(bank.Log, bank.Store, Fact.Decode).Run(Models.Ledger, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await Sums()).ShouldBe(byTheDaemon);

        Task<string> Sums() => bank.Sql<string>("""
            select string_agg(concat_ws(' ', zone, unit, account, by_category, level, block, effective, trim_scale(amount), entries, trim_scale(amount_through), trim_scale(weighted_through), entries_through), ';'
                order by zone, unit, account, by_category, level, block, effective)
            from talentbank_read.ledger_v1_groups_1 join talentbank_read.ledger_v1_totals_1 using (number)
            """);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(510, 0)]
    [InlineData(511, 1)]
    [InlineData(10_000_000, 24)]
    [InlineData(1_000_000_000, 33)]
    public async Task However_long_the_log_a_position_is_a_few_blocks_and_less_than_one_of_entries(long longest, int most)
    {
        var random = new Random(1);
        await using var bank = await Bank.Open(Models.Ledger);
        foreach (var through in Enumerable.Range(0, 50).Select(_ => random.NextInt64(longest + 1)).Append(longest))
        {
            var blocks = await bank.Sql<string[]>($"select array(select level || ' ' || block from ({LedgerTotals.Blocks($"(select 1 as sign, {through}::bigint as position) as edges")}) as blocks order by level desc, block)");
            blocks.Length.ShouldBeLessThanOrEqualTo(most);
            var behind = 0L;
            foreach (var place in blocks.Select(block => block.Split(' ')))
            {
                var size = 512L << (2 * int.Parse(place[0], CultureInfo.InvariantCulture));
                (long.Parse(place[1], CultureInfo.InvariantCulture) * size).ShouldBe(behind);
                behind += size;
            }

            (await bank.Sql<long>($"select {LedgerTotals.Rest($"{through}::bigint")}")).ShouldBe(behind);
            (through - behind).ShouldBeLessThan(511);
        }
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
        var bank = await Bank.Open(new PlainLog { Step = TimeSpan.FromHours(6), Apart = 50 }, Models.Ledger);
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
