using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// The entries of a ledger added up beforehand, by some of what they are told apart by, so that a figure at any two
/// clocks reads few rows. The log is cut into blocks of 512 positions, and four blocks make one of the next level. Of a block
/// that is complete there stand, for each group and each effective day that it has, the sums of that day and those through
/// that day. What was known at a position is then at most three blocks of each level (eight levels for ten million facts: 24
/// blocks), of each of which a figure reads one row per group and date, and the entries of at most 511 positions.
/// </summary>
/// <remarks>
/// A block never changes once it is written, and it is written with the fact that completes it: from its entries, or from the
/// four blocks below it. Which blocks there are follows from the table's position alone.
/// </remarks>
internal sealed class LedgerTotals
{
    /// <summary>From which day weights count: an amount × its day turns sums of amounts into sums of days that they stand.</summary>
    public static readonly DateOnly Epoch = new(2000, 1, 1);

    /// <summary>A block of level 0 has 2^9 positions (who changes this raises the version of every ledger: no column shows it) ...</summary>
    private const int Positions = 9;

    /// <summary>... and one of the next level 2^2 blocks.</summary>
    private const int Fan = 2;

    /// <summary>Room for 10^12 positions.</summary>
    private const int MostLevels = 16;

    private readonly string _keys;
    private readonly string _array;

    /// <param name="schema">Where it stands.</param>
    /// <param name="ledger">What the ledger's table is called.</param>
    /// <param name="number">Which of the ledger's totals it is.</param>
    /// <param name="groups">Dimensions, or <c>reason</c>, beside unit and account.</param>
    /// <param name="column">The column of a group.</param>
    public LedgerTotals(string schema, string ledger, int number, IReadOnlyList<string> groups, Func<string, string> column)
    {
        GroupBy = groups;
        string[] columns = [.. groups.Select(column)];
        _keys = string.Join(", ", ["zone", "unit", "account", .. columns]);
        // Arrays, unlike columns, are equal where both have nothing.
        _array = $"array[{_keys}]";
        Groups = new Table(
            schema,
            $"{ledger}_groups_{number}",
            [
                new("number", "integer"),
                new("zone", "text"),
                new("unit", "text"),
                new("account", "text"),
                .. columns.Select(group => new TableColumn(group, "text", Nullable: true)),
            ],
            $"unique nulls not distinct ({_keys})",
            []);
        Sums = new Table(
            schema,
            $"{ledger}_totals_{number}",
            [
                new("level", "integer"),
                new("block", "bigint"),
                new("number", "integer"),
                new("effective", "date"),
                new("amount", "numeric"),
                new("entries", "bigint"),
                new("amount_through", "numeric"),
                new("weighted_through", "numeric"),
                new("entries_through", "bigint"),
            ],
            "primary key (level, block, number, effective)",
            []);
    }

    public IReadOnlyList<string> GroupBy { get; }

    /// <summary>The groups that have ever had an entry in a complete block, numbered.</summary>
    public Table Groups { get; }

    /// <summary>The sums of each block.</summary>
    public Table Sums { get; }

    /// <summary>Whether a figure of such entries and groups can be made of it.</summary>
    public bool Covers(LedgerQuery entries, IReadOnlyList<string> groupBy) =>
        groupBy.Except(["account", "effective"]).Concat(entries.Where.Keys).Concat(entries.Reasons is null ? [] : ["reason"]).All(GroupBy.Contains);

    /// <summary>
    /// The blocks that together have everything through the positions of some edges (sign, position) but what stands behind
    /// <see cref="Rest"/>. Written so that PostgreSQL can tell beforehand how few they are.
    /// </summary>
    public static string Blocks(string edges) => $"""
        select sign, level, ((position + 1) >> ({Positions + Fan} + {Fan} * level) << {Fan}) + nth as block
        from {edges}, generate_series(0, {MostLevels - 1}) as levels (level), (values (0), (1), (2)) as of (nth)
        where nth < ((position + 1) >> ({Positions} + {Fan} * level) & {(1 << Fan) - 1})
        """;

    /// <summary>From which position on entries are in no complete block yet.</summary>
    public static string Rest(string position) => $"((({position} + 1) >> {Positions}) << {Positions})";

    /// <summary>Writes the blocks that a table completes when it moves from one position to another and has the entries of both.</summary>
    public IEnumerable<Statement> Add(string entries, long from, long to)
    {
        for (var level = 0; Complete(level, from) < Complete(level, to); level++)
        {
            var statement = new Statement();
            var first = statement.Value(NpgsqlDbType.Bigint, Complete(level, from));
            var behind = statement.Value(NpgsqlDbType.Bigint, Complete(level, to));
            yield return statement.Add(level == 0 ? $"""
                with days as materialized (
                    {Days(entries, first, behind)}),
                added as (
                    insert into {Groups.Quoted} ({_keys}, number)
                    select {_keys}, (select coalesce(max(number), 0) from {Groups.Quoted}) + row_number() over (order by {_keys})
                    from (select {_keys} from days except select {_keys} from {Groups.Quoted}) as missing
                    returning *),
                numbered as (
                    select number, {_array} as keys from {Groups.Quoted} union all select number, {_array} from added)
                insert into {Sums.Quoted} select 0, block, number, {Through("days join numbered on keys = " + _array)}
                """
                : $"insert into {Sums.Quoted} select {level}, block, number, {Through($"({Merged(level, first, behind)}) as days")}");
        }
    }

    /// <summary>In words, each sum that is not what its entries, or the four blocks below it, add up to.</summary>
    /// <param name="entries">The ledger's table.</param>
    /// <param name="through">The position that it includes.</param>
    public IEnumerable<string> Differences(string entries, long through)
    {
        var named = $"select {_keys}, level, block, effective, amount, entries, amount_through, weighted_through, entries_through from {Groups.Quoted} left join {Sums.Quoted} using (number)";
        for (var level = 0; level <= Levels(through); level++)
        {
            var made = level == 0
                ? $"select {_keys}, 0 as level, block, {Through($"({Days(entries, "0", $"{Complete(0, through)}::bigint")}) as days", _keys)}"
                : $"select {_keys}, {level}, block, {Through($"({Merged(level, "0", $"{Complete(level, through)}::bigint")}) as days join {Groups.Quoted} using (number)", _keys)}";
            // The last round finds what stands above all levels, or in none.
            var stored = $"{named} where {(level < Levels(through) ? $"level = {level}" : $"level is null or level not between 0 and {level - 1}")}";
            yield return $"""
                with stored as ({stored}), made as ({made}), compared as (select *, true as stored from stored union all select *, false from made)
                select format('%s %s, block %s of level %s, through %s: %s of %s entries instead of %s of %s', zone, concat_ws(' ', {_keys[6..]}), block, level, effective,
                    coalesce(sum(amount_through) filter (where stored), 0), coalesce(sum(entries_through) filter (where stored), 0),
                    coalesce(sum(amount_through) filter (where not stored), 0), coalesce(sum(entries_through) filter (where not stored), 0))
                from compared
                group by {_keys}, level, block, effective
                having count(*) <> 2 or {string.Join(" or ", Numbers.Select(number => $"sum(case when stored then {number} else -{number} end) <> 0"))}
                order by {_keys}, block, effective
                """;
        }
    }

    private static IEnumerable<string> Numbers => ["amount", "entries", "amount_through", "weighted_through", "entries_through"];

    /// <summary>How many blocks of a level are complete at a position; 0 has one too.</summary>
    private static long Complete(int level, long position) => (position + 1) >> (Positions + (Fan * level));

    /// <summary>How many levels have a complete block at a position.</summary>
    private static int Levels(long position)
    {
        var levels = 0;
        while (Complete(levels, position) > 0) levels++;
        return levels;
    }

    /// <summary>The days of the entries of some blocks of level 0.</summary>
    private string Days(string entries, string first, string behind) => $"""
        select {_keys}, position >> {Positions} as block, effective, sum(amount) as amount, count(*) as entries
        from {entries} where position >= {first} << {Positions} and position < {behind} << {Positions}
        group by {_keys}, position >> {Positions}, effective
        """;

    /// <summary>The days of some blocks of a higher level.</summary>
    private string Merged(int level, string first, string behind) => $"""
        select number, block >> {Fan} as block, effective, sum(amount) as amount, sum(entries)::bigint as entries
        from {Sums.Quoted} where level = {level - 1} and block >= {first} << {Fan} and block < {behind} << {Fan}
        group by number, block >> {Fan}, effective
        """;

    /// <summary>Days with their sums, and the sums through each.</summary>
    private static string Through(string days, string group = "number") => $"""
        effective, amount, entries, sum(amount) over through, sum(amount * (effective - date '{Epoch:yyyy-MM-dd}')) over through, (sum(entries) over through)::bigint
        from {days} window through as (partition by {group}, block order by effective)
        """;
}
