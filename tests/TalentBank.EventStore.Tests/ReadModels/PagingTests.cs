using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>Pages against lists: whatever a page says must be what sorting and cutting all documents in memory says.</summary>
public sealed class PagingTests(PagingTests.Documents documents) : IClassFixture<PagingTests.Documents>
{
    private static readonly Order[][] Orders =
    [
        [],
        [new("title")], [new("title", Descending: true)],
        [new("category")], [new("category", Descending: true)],
        [new("openings")], [new("openings", Descending: true)],
        [new("salary")], [new("salary", Descending: true)],
        [new("from")], [new("from", Descending: true)],
        [new("seen")], [new("seen", Descending: true)],
        [new("key")], [new("key", Descending: true)],
        [new("category"), new("openings", Descending: true)],
        [new("from", Descending: true), new("key"), new("title", Descending: true)],
    ];

    private static readonly (Condition[] Conditions, Func<OpenPosition, bool> Hold)[] Filters =
    [
        ([], _ => true),
        ([new("category", Comparison.In, ["DESIGN", null])], position => position.Category is "DESIGN" or null),
        ([new("category", Comparison.In, [null])], position => position.Category is null),
        ([new("category", Comparison.In, [])], _ => false),
        ([new("openings", Comparison.In, [0L, 2])], position => position.Openings is 0 or 2),
        ([new("openings", Comparison.AtLeast, [1L])], position => position.Openings >= 1),
        ([new("salary", Comparison.AtMost, [5.09m])], position => position.Salary <= 5.09m),
        ([new("salary", Comparison.AtLeast, [5.09m]), new("key", Comparison.In, [true])], position => position is { Salary: >= 5.09m, Key: true }),
        ([new("from", Comparison.AtLeast, [new DateOnly(2026, 1, 2)]), new("from", Comparison.AtMost, [new DateOnly(2026, 1, 3)])], position => position.From >= new DateOnly(2026, 1, 2) && position.From <= new DateOnly(2026, 1, 3)),
        ([new("seen", Comparison.AtMost, [PlainLog.Start.ToOffset(TimeSpan.FromHours(8))])], position => Microseconds(position.Seen) <= 0),
        ([new("title", Comparison.Contains, ["B%"])], position => position.Title.Contains("B%", StringComparison.Ordinal)),
        ([new("title", Comparison.Contains, ["_"])], position => position.Title.Contains('_', StringComparison.Ordinal)),
        ([new("title", Comparison.Contains, ["\\"])], position => position.Title.Contains('\\', StringComparison.Ordinal)),
        ([new("title", Comparison.Contains, ["a"])], position => position.Title.Contains('a', StringComparison.Ordinal)),
        ([new("title", Comparison.Contains, [""])], _ => true),
        ([new("title", Comparison.AtLeast, ["b"])], position => string.CompareOrdinal(position.Title, "b") >= 0),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_order_filter_and_size_walks_the_same_list_forward_and_backward()
    {
        await using var snapshot = documents.Bank.Store.Read("meishan");
        foreach (var order in Orders)
        {
            foreach (var (conditions, hold) in Filters)
            {
                var expected = documents.Sorted(order, hold).Select(document => document.Key).ToArray();
                (await snapshot.Count(Models.OpenPositions, conditions, Cancel)).ShouldBe(expected.Length);
                foreach (var size in expected.Length < 15 ? [1, 3] : new[] { 4 })
                {
                    (await Forward(snapshot, conditions, order, size)).ShouldBe(expected);
                    (await Backward(snapshot, conditions, order, size)).ShouldBe(expected);
                }
            }
        }
    }

    [Fact]
    public async Task Any_cut_between_any_cursors_is_the_same_cut_of_the_list()
    {
        var random = new Random(3);
        await using var snapshot = documents.Bank.Store.Read("meishan");
        var cursors = new Dictionary<Order[], Cursor[]>();
        for (var i = 0; i < 600; i++)
        {
            var order = Histories.Pick(random, Orders);
            var (conditions, hold) = Histories.Pick(random, Filters);
            // A cursor may come from a document that the filter leaves out, or that is gone by now.
            var all = documents.Sorted(order, _ => true).ToArray();
            if (!cursors.TryGetValue(order, out var known))
                cursors.Add(order, known = [.. (await snapshot.Find(Models.OpenPositions, new DocumentQuery([], order, First: all.Length), Cancel)).Items.Select(item => item.Cursor)]);
            int? after = random.Next(3) > 0 ? random.Next(all.Length) : null;
            int? before = random.Next(3) > 0 ? random.Next(all.Length) : null;
            var size = random.Next(5);
            var forward = random.Next(2) == 0;

            var page = await snapshot.Find(
                Models.OpenPositions,
                new DocumentQuery(conditions, order, forward ? size : null, forward ? null : size, after is { } a ? known[a] : null, before is { } b ? known[b] : null),
                Cancel);

            var list = all.Select((document, place) => (document.Key, place, Held: hold(document.Value))).Where(document => document.Held).ToArray();
            var within = list.Where(document => !(document.place <= after) && !(document.place >= before)).ToArray();
            page.Items.Select(item => item.Key).ShouldBe((forward ? within.Take(size) : within.TakeLast(size)).Select(document => document.Key));
            page.HasPrevious.ShouldBe(list.Any(document => document.place <= after) || (!forward && within.Length > size));
            page.HasNext.ShouldBe(list.Any(document => document.place >= before) || (forward && within.Length > size));
        }
    }

    [Fact]
    public async Task What_the_query_says_wrongly_is_a_bug_of_the_caller()
    {
        await using var snapshot = documents.Bank.Store.Read("meishan");
        await Refused(new DocumentQuery([], []));
        await Refused(new DocumentQuery([], [], First: 1, Last: 1));
        await Refused(new DocumentQuery([], [], First: -1));
        await Refused(new DocumentQuery([], [new Order("colour")], First: 1));
        await Refused(new DocumentQuery([new Condition("colour", Comparison.In, ["red"])], [], First: 1));
        await Refused(new DocumentQuery([new Condition("openings", Comparison.In, ["two"])], [], First: 1));
        await Refused(new DocumentQuery([new Condition("openings", Comparison.AtLeast, [])], [], First: 1));
        await Refused(new DocumentQuery([new Condition("openings", Comparison.AtLeast, [null])], [], First: 1));
        await Refused(new DocumentQuery([new Condition("openings", Comparison.Contains, [1L])], [], First: 1));
        await Refused(new DocumentQuery([], [], First: 1, After: new Cursor([1L], "position-1")));
        await Should.ThrowAsync<ArgumentException>(() => snapshot.Count(Models.Positions("elsewhere", 1), [], Cancel));

        async Task Refused(DocumentQuery query) => await Should.ThrowAsync<ArgumentException>(() => snapshot.Find(Models.OpenPositions, query, Cancel));
    }

    /// <summary>A page costs its own rows and no more, whatever the table holds, because its column's index has the order of either direction.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_page_in_the_order_of_a_column_is_read_off_its_index_and_not_sorted(bool descending, bool backward)
    {
        var order = new DocumentSelection(Models.OpenPositions).OrderBy([new Order("title", descending)], backward);
        (await Plan(order)).ShouldNotContain("\"Sort\"");
        // The control: nulls elsewhere than the index has them.
        (await Plan(order.Replace(", key", (descending == backward ? " nulls first" : " nulls last") + ", key", StringComparison.Ordinal))).ShouldContain("\"Sort\"");

        Task<string> Plan(string orderBy) => documents.Bank.Sql<string>(
            $"set enable_seqscan = off; set enable_bitmapscan = off; explain (format json) select key from talentbank_read.open_positions_v1 where zone = 'meishan' order by {orderBy} limit 20");
    }

    private static async Task<List<string>> Forward(Snapshot snapshot, Condition[] conditions, Order[] order, int size)
    {
        var keys = new List<string>();
        for (Page<OpenPosition>? page = null; page is null || page.HasNext;)
        {
            page = await snapshot.Find(Models.OpenPositions, new DocumentQuery(conditions, order, First: size, After: page?.Items[^1].Cursor), Cancel);
            page.HasPrevious.ShouldBe(keys.Count > 0);
            keys.AddRange(page.Items.Select(item => item.Key));
        }

        return keys;
    }

    private static async Task<List<string>> Backward(Snapshot snapshot, Condition[] conditions, Order[] order, int size)
    {
        var keys = new List<string>();
        for (Page<OpenPosition>? page = null; page is null || page.HasPrevious;)
        {
            page = await snapshot.Find(Models.OpenPositions, new DocumentQuery(conditions, order, Last: size, Before: page?.Items[0].Cursor), Cancel);
            page.HasNext.ShouldBe(keys.Count > 0);
            keys.InsertRange(0, page.Items.Select(item => item.Key));
        }

        return keys;
    }

    /// <summary>Since the start, as PostgreSQL keeps an instant.</summary>
    private static long? Microseconds(DateTimeOffset? instant) => instant is { } seen ? (seen - PlainLog.Start).Ticks / TimeSpan.TicksPerMicrosecond : null;

    public sealed class Documents : IAsyncLifetime
    {
        private readonly SortedDictionary<string, OpenPosition> _all = new(StringComparer.Ordinal);

        internal Bank Bank { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Bank = await Bank.Open(Models.OpenPositions);
            var random = new Random(2);
            for (var i = 0; i < 45; i++)
            {
                var position = Histories.Position(random);
                var key = $"position-{random.Next(1000)}";
                if (!_all.TryAdd(key, position)) continue;
                Bank.Log.Add(key, new Fact.Deposited(position));
                Bank.Log.Add(key, new Fact.Deposited(Histories.Position(random)), "yiwu");
            }

            await Bank.CatchUp();
        }

        public ValueTask DisposeAsync() => Bank.DisposeAsync();

        internal IEnumerable<KeyValuePair<string, OpenPosition>> Sorted(Order[] orders, Func<OpenPosition, bool> hold)
        {
            var sorted = _all.Where(document => hold(document.Value)).OrderBy(_ => 0);
            foreach (var order in orders)
            {
                IComparable? Value(KeyValuePair<string, OpenPosition> document) => order.Column switch
                {
                    "title" => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(document.Value.Title)),
                    "category" => document.Value.Category,
                    "openings" => document.Value.Openings,
                    "salary" => document.Value.Salary,
                    "from" => document.Value.From,
                    "seen" => Microseconds(document.Value.Seen),
                    _ => document.Value.Key,
                };
                var ordinal = Comparer<IComparable?>.Create((one, other) => (one, other) switch
                {
                    (string left, string right) => string.CompareOrdinal(left, right),
                    (null, null) => 0,
                    _ => one!.CompareTo(other),
                });
                sorted = order.Descending
                    ? sorted.ThenByDescending(document => Value(document) is null).ThenByDescending(Value, ordinal)
                    : sorted.ThenBy(document => Value(document) is null).ThenBy(Value, ordinal);
            }

            return orders is [.., { Descending: true }]
                ? sorted.ThenByDescending(document => document.Key, StringComparer.Ordinal)
                : sorted.ThenBy(document => document.Key, StringComparer.Ordinal);
        }
    }
}
