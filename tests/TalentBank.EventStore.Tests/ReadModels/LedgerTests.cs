using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>Figures against lists: every sum must be what adding up all entries in memory, day by day, gives.</summary>
public sealed class LedgerTests(LedgerTests.Postings postings) : IClassFixture<LedgerTests.Postings>
{
    private static readonly string[] Groups = ["account", "reason", "effective", "category", "enterprise", "position"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grouped_sums_equal_adding_up_the_entries()
    {
        var random = new Random(21);
        await using var snapshot = postings.Bank.Store.Read("meishan");
        for (var i = 0; i < 300; i++)
        {
            var query = Query(random);
            string[] groups = [.. Groups.Where(_ => random.Next(4) == 0)];
            var expected = Grouped(postings.Entries.Where(entry => Matches(query, entry)), groups, entries => entries.Sum(entry => entry.Amount));
            (await Sums(snapshot, new Balances(query, groups))).ShouldBe(expected, $"{query} by {string.Join(' ', groups)}");
        }
    }

    [Fact]
    public async Task Day_weighted_sums_equal_the_balances_of_all_days_added_up()
    {
        var random = new Random(22);
        await using var snapshot = postings.Bank.Store.Read("meishan");
        for (var i = 0; i < 150; i++)
        {
            var query = Query(random);
            string[] groups = [.. Groups.Where(group => group != "effective" && random.Next(4) == 0)];
            var first = Histories.FirstDay.AddDays(random.Next(-10, 60));
            var window = new DayWindow(first, first.AddDays(random.Next(-2, 40)));
            var days = Enumerable.Range(0, Math.Max(0, window.Until.DayNumber - window.From.DayNumber + 1)).Select(window.From.AddDays).ToArray();
            var expected = Grouped(
                postings.Entries.Where(entry => Matches(query, entry) && entry.Effective <= window.Until),
                groups,
                entries => days.Sum(day => entries.Where(entry => entry.Effective <= day).Sum(entry => entry.Amount)));
            (await Sums(snapshot, new Balances(query, groups, window))).ShouldBe(expected, $"{query} {window} by {string.Join(' ', groups)}");
        }
    }

    [Fact]
    public async Task An_amount_stands_from_its_effective_day_on_both_ends_of_the_window_included()
    {
        var side = new Side("employed", new Dictionary<string, string>());
        await using var bank = await Bank.Open(Models.Ledger);
        bank.Log.Add("ledger-1", new Fact.Posted([new Transfer("people", side with { Account = "outside" }, side, 3, "HIRED", new DateOnly(2026, 3, 10))]));
        await bank.CatchUp();
        await using var snapshot = bank.Store.Read("meishan");

        (await PersonDays(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 9))).ShouldBe(0);
        (await PersonDays(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 10))).ShouldBe(3);
        (await PersonDays(new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 11))).ShouldBe(6);
        (await PersonDays(new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30))).ShouldBe(90);

        async Task<decimal> PersonDays(DateOnly from, DateOnly until) =>
            (await snapshot.Sum(Models.Ledger, new Balances(new LedgerQuery("people", ["employed"]), [], new DayWindow(from, until)), Cancel))[0].Amount;
    }

    [Fact]
    public async Task What_was_known_at_an_instant_is_a_prefix_of_the_log()
    {
        await using var snapshot = postings.Bank.Store.Read("meishan");
        var last = postings.Entries[^1];
        foreach (var knownAt in new[] { last.RecordedAt, last.RecordedAt.AddTicks(-1), last.RecordedAt.AddMicroseconds(-1), postings.Entries[0].RecordedAt, PlainLog.Start, DateTimeOffset.MaxValue, new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 16, 0, 0, 0, TimeSpan.FromHours(8)), new(2026, 2, 28, 23, 59, 59, TimeSpan.Zero) })
        {
            var known = Query() with { KnownAt = knownAt };
            var later = Query() with { KnownAfter = knownAt };
            (await snapshot.Count(Models.Ledger, known, Cancel)).ShouldBe(postings.Entries.Count(entry => Matches(known, entry)));
            (await snapshot.Count(Models.Ledger, later, Cancel)).ShouldBe(postings.Entries.Count(entry => Matches(later, entry)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Pages_of_any_size_walk_all_entries_behind_a_figure(int size)
    {
        await using var snapshot = postings.Bank.Store.Read("meishan");
        var query = Query() with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["category"] = ["DESIGN", null] }, Until = Histories.FirstDay.AddDays(30) };
        var walked = new List<Entry>();
        for (Page<Entry>? page = null; page is null || page.HasNext;)
        {
            page = await snapshot.Entries(Models.Ledger, new EntriesPage(query, size, page?.Items[^1].Document.Cursor), Cancel);
            page.HasPrevious.ShouldBe(walked.Count > 0);
            walked.AddRange(page.Items.Select(item => item.Document));
        }

        var expected = postings.Entries.Where(entry => Matches(query, entry)).ToArray();
        expected.Length.ShouldBeGreaterThan(20);
        walked.Select(Text).ShouldBe(expected.Select(Text));
        (await snapshot.Count(Models.Ledger, query, Cancel)).ShouldBe(expected.Length);
        (await snapshot.Sum(Models.Ledger, new Balances(query, []), Cancel)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            balance => balance.Amount.ShouldBe(walked.Sum(entry => entry.Amount)),
            balance => balance.Entries.ShouldBe(walked.Count));
    }

    [Fact]
    public async Task Where_nothing_is_posted_the_figure_is_zero_and_no_group_is_there()
    {
        await using var snapshot = postings.Bank.Store.Read("nowhere");
        (await snapshot.Sum(Models.Ledger, new Balances(Query(), []), Cancel)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            balance => balance.Amount.ShouldBe(0),
            balance => balance.Entries.ShouldBe(0),
            balance => balance.Group.ShouldBeEmpty());
        (await snapshot.Sum(Models.Ledger, new Balances(Query(), ["account"]), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_query_says_wrongly_is_a_bug_of_the_caller()
    {
        await using var snapshot = postings.Bank.Store.Read("meishan");
        await Refused(new Balances(Query(), ["colour"]));
        await Refused(new Balances(Query(), ["zone"]));
        await Refused(new Balances(Query() with { Accounts = [] }, []));
        await Refused(new Balances(Query() with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["colour"] = ["red"] } }, []));
        await Should.ThrowAsync<ArgumentException>(() => snapshot.Entries(Models.Ledger, new EntriesPage(Query(), -1), Cancel));

        async Task Refused(Balances balances) => await Should.ThrowAsync<ArgumentException>(() => snapshot.Sum(Models.Ledger, balances, Cancel));
    }

    [Fact]
    public async Task A_dimension_cannot_be_called_like_another_group()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        Should.Throw<ArgumentException>(() => new ReadModelStore(bank.Database, [new LedgerModel("ledger", 1, ["account"], _ => [])], System.Text.Json.JsonSerializerOptions.Default));
    }

    private static LedgerQuery Query() => new("openings", Histories.Accounts);

    private static LedgerQuery Query(Random random) => new(Histories.Pick(random, "openings", "yuan"), [.. Histories.Accounts.Where(_ => random.Next(2) == 0), Histories.Pick(random, Histories.Accounts)])
    {
        From = random.Next(3) == 0 ? Histories.FirstDay.AddDays(random.Next(60)) : null,
        Until = random.Next(2) == 0 ? Histories.FirstDay.AddDays(random.Next(80)) : null,
        KnownAt = random.Next(3) == 0 ? PlainLog.Start.AddHours(random.Next(-100, 3000)).ToOffset(TimeSpan.FromHours(8)) : null,
        KnownAfter = random.Next(3) == 0 ? PlainLog.Start.AddHours(random.Next(-100, 2000)) : null,
        Reasons = random.Next(3) == 0 ? ["HELD", "CANCELLED"] : null,
        Where = new Dictionary<string, IReadOnlyList<string?>>(Conditions(random)),
    };

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string?>>> Conditions(Random random)
    {
        if (random.Next(3) == 0) yield return new("category", Histories.Pick<IReadOnlyList<string?>>(random, ["DESIGN"], [null], ["DESIGN", null], []));
        if (random.Next(3) == 0) yield return new("enterprise", ["enterprise-1", "enterprise-2"]);
    }

    private static bool Matches(LedgerQuery query, Entry entry) =>
        entry.Unit == query.Unit
        && query.Accounts.Contains(entry.Account)
        && !(entry.Effective < query.From)
        && !(entry.Effective > query.Until)
        && !(entry.RecordedAt > query.KnownAt)
        && !(entry.RecordedAt <= query.KnownAfter)
        && query.Reasons?.Contains(entry.Reason) != false
        && query.Where.All(condition => condition.Value.Contains(entry.Dimensions.GetValueOrDefault(condition.Key)));

    /// <summary>One line per group, in order, none last.</summary>
    private static string[] Grouped(IEnumerable<Entry> entries, string[] groups, Func<Entry[], decimal> figure)
    {
        var found = entries
            .GroupBy(entry => string.Join(' ', groups.Select(group => Value(entry, group) ?? "~")))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Line(group.Key, figure([.. group]), group.Count()))
            .ToArray();
        return groups.Length == 0 && found.Length == 0 ? [Line("", 0, 0)] : found;
    }

    private static string? Value(Entry entry, string group) => group switch
    {
        "account" => entry.Account,
        "reason" => entry.Reason,
        "effective" => entry.Effective.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => entry.Dimensions.GetValueOrDefault(group),
    };

    private static async Task<IEnumerable<string>> Sums(Snapshot snapshot, Balances balances) =>
        (await snapshot.Sum(Models.Ledger, balances, Cancel)).Select(balance => Line(string.Join(' ', balance.Group.Select(value => value ?? "~")), balance.Amount, balance.Entries));

    private static string Line(string group, decimal amount, long entries) => FormattableString.Invariant($"{group}: {amount:0.00} of {entries}");

    private static string Text(Entry entry) => FormattableString.Invariant($"{entry with { Dimensions = new Dictionary<string, string>() }} {string.Join(' ', entry.Dimensions)}");

    public sealed class Postings : IAsyncLifetime
    {
        internal Bank Bank { get; private set; } = null!;

        /// <summary>Meishan's entries, as the transfers in the log spell them out.</summary>
        internal IReadOnlyList<Entry> Entries { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            // A hundred days of recording: what was known when cuts through months, early, late and where one ends.
            Bank = await Bank.Open(new PlainLog { Step = TimeSpan.FromHours(4) }, Models.Ledger);
            Histories.Write(Bank.Log, new Random(20), facts: 600);
            await Bank.CatchUp(batchSize: 50);
            Entries = [.. Bank.Log.Events.Where(recorded => recorded.Zone == "meishan").SelectMany(Of)];
        }

        public ValueTask DisposeAsync() => Bank.DisposeAsync();

        private static IEnumerable<Entry> Of(RecordedEvent recorded) => Fact.Decode(recorded) is not Fact.Posted posted ? [] : posted.Transfers.SelectMany((transfer, ordinal) => new[]
        {
            Side(recorded, ordinal, transfer, transfer.From, transfer.To, arrives: false),
            Side(recorded, ordinal, transfer, transfer.To, transfer.From, arrives: true),
        });

        private static Entry Side(RecordedEvent recorded, int ordinal, Transfer transfer, Side own, Side other, bool arrives) => new(
            recorded.Position, ordinal, arrives, recorded.Id, recorded.Stream, recorded.Type, transfer.Unit, own.Account, other.Account,
            decimal.Round((arrives ? 1 : -1) * transfer.Amount, 2) + 0.00m, transfer.Reason, transfer.Effective, recorded.RecordedAt, recorded.Actor, own.Dimensions);
    }
}
