namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// The entries of a ledger added up beforehand: by some of what they are told apart by, per day and per month of their
/// effective date, and per month (UTC) in which they were recorded. It moves with the entries, in one statement.
/// </summary>
internal sealed class LedgerTotals
{
    public const string Day = "day";
    public const string Month = "month";

    /// <summary>From which day weights count: an amount × its day turns sums of amounts into sums of days that they stand.</summary>
    public static readonly DateOnly Epoch = new(2000, 1, 1);

    private readonly string _groups;

    /// <param name="schema">Where it stands.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="groups">Dimensions, or <c>reason</c>, beside unit and account.</param>
    /// <param name="column">The column of a group.</param>
    public LedgerTotals(string schema, string name, IReadOnlyList<string> groups, Func<string, string> column)
    {
        Groups = groups;
        _groups = string.Concat(groups.Select(group => $"{column(group)}, "));
        Table = new Table(
            schema,
            name,
            [
                new("zone", "text"),
                new("unit", "text"),
                new("account", "text"),
                .. groups.Select(group => new TableColumn(column(group), "text", Nullable: true)),
                new("grain", "text"),
                new("period", "date"),
                new("known", "date"),
                new("amount", "numeric"),
                new("weighted", "numeric"),
                new("entries", "bigint"),
            ],
            $"unique nulls not distinct ({Keys})",
            []);
    }

    public IReadOnlyList<string> Groups { get; }

    public Table Table { get; }

    /// <summary>The order of the index: a figure reads ranges of periods of its accounts.</summary>
    private string Keys => $"zone, unit, account, grain, period, {_groups}known";

    /// <summary>Whether a figure of such entries and groups can be made of it.</summary>
    public bool Covers(LedgerQuery entries, IReadOnlyList<string> groupBy) =>
        groupBy.Except(["account", "effective"]).Concat(entries.Where.Keys).Concat(entries.Reasons is null ? [] : ["reason"]).All(Groups.Contains);

    /// <summary>Adds up entries that are in none of its rows yet, and fills the empty table with them.</summary>
    public string Fill(string entries) => $"insert into {Table.Quoted} ({Keys}, amount, weighted, entries) {Of(entries)}";

    /// <summary>The same onto what it has.</summary>
    public string Add(string entries) => $"""
        insert into {Table.Quoted} as total ({Keys}, amount, weighted, entries) {Of(entries)}
        on conflict ({Keys}) do update set
            amount = total.amount + excluded.amount, weighted = total.weighted + excluded.weighted, entries = total.entries + excluded.entries
        """;

    /// <summary>In words, each total that is not what the entries add up to.</summary>
    public string Differences(string entries) => $"""
        with stored as (select {Keys}, amount, weighted, entries from {Table.Quoted}), made as ({Of(entries)})
        select format('%s: %s %s (%s) of %s %s known in %s: %s of %s entries instead of %s of %s',
            zone, unit, account, concat_ws(', ', {_groups}null), grain, period, known, coalesce(sum(amount) filter (where stored), 0), sum(entries) filter (where stored),
            coalesce(sum(amount) filter (where not stored), 0), sum(entries) filter (where not stored))
        from (select *, true as stored from stored union all select *, false from made) as compared
        group by {Keys}
        having count(*) <> 2 or sum(case when stored then amount else -amount end) <> 0
            or sum(case when stored then weighted else -weighted end) <> 0 or sum(case when stored then entries else -entries end) <> 0
        order by {Keys}
        """;

    private string Of(string entries) => $"""
        with days as (
            select zone, unit, account, '{Day}' as grain, effective as period, {_groups}date_trunc('month', recorded_at at time zone 'UTC')::date as known,
                sum(amount) as amount, sum(amount * (effective - date '{Epoch:yyyy-MM-dd}')) as weighted, count(*) as entries
            from {entries} group by zone, unit, account, effective, {_groups}date_trunc('month', recorded_at at time zone 'UTC')::date)
        select * from days
        union all
        select zone, unit, account, '{Month}', date_trunc('month', period)::date, {_groups}known, sum(amount), sum(weighted), sum(entries)
        from days group by zone, unit, account, date_trunc('month', period)::date, {_groups}known
        """;
}
