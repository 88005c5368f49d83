using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// A figure as SQL. Where totals cover the question it reads the blocks that are complete and the entries behind them (see
/// <see cref="LedgerTotals"/>), else the entries.
/// </summary>
internal sealed class LedgerFigure
{
    private static readonly int Epoch = LedgerTotals.Epoch.DayNumber;

    private readonly Statement _statement = new();
    private readonly LedgerTable _table;
    private readonly string _zone;
    private readonly LedgerQuery _entries;
    private readonly IReadOnlyList<string> _groupBy;
    private readonly DayWindow? _window;
    private readonly LedgerSelection _selection;
    private readonly LedgerTotals? _totals;
    private readonly string _which;

    private LedgerFigure(LedgerTable table, string zone, Balances balances)
    {
        (_table, _zone, _groupBy, _window) = (table, zone, balances.GroupBy, balances.Window);
        // What takes effect after the window stands on none of its days.
        _entries = _window is null || balances.Entries.Until < _window.Until ? balances.Entries : balances.Entries with { Until = _window.Until };
        _selection = new LedgerSelection(table);
        _totals = table.TotalsOf(balances);
        _which = _selection.Which(_statement, zone, _entries);
    }

    /// <summary>A row per group: the amount, the number of entries, and the groups in their order.</summary>
    /// <param name="table">Of which ledger.</param>
    /// <param name="zone">Whose entries.</param>
    /// <param name="balances">Which figure.</param>
    public static Statement Of(LedgerTable table, string zone, Balances balances)
    {
        var figure = new LedgerFigure(table, zone, balances);
        var parts = figure._totals is { } totals ? figure.Parts(totals) : [figure.OfEntries("", LedgerSelection.When(figure._statement, figure._entries))];
        var groups = string.Concat(balances.GroupBy.Select((_, i) => $", g{i}"));
        figure._statement.Add($"select coalesce(sum(figure), 0), coalesce(sum(entries), 0)::bigint{groups} from ({string.Join(" union all ", parts)}) as parts");
        // Entries that a part counts and another takes back are none: a group of such is not there.
        if (groups.Length > 0) figure._statement.Add($" group by {groups[2..]} having sum(entries) > 0 order by {groups[2..]}");
        return figure._statement;
    }

    private string Days => _window is null ? "" : $" * greatest(0, {Date(_window.Until)} + 1 - greatest(effective, {Date(_window.From)}))";

    /// <summary>The complete blocks, and the entries behind the last, known at one position less those known at another.</summary>
    private string[] Parts(LedgerTotals totals)
    {
        var known = _entries.KnownAt is { } at ? _table.KnownAt(_statement, _zone, at) : _table.Position(_statement);
        var edges = _entries.KnownAfter is { } after
            ? $"select sign, position from (select {known} as known, {_table.KnownAt(_statement, _zone, after)} as before) as instants, lateral (values (1, known), (-1, least(before, known))) as of (sign, position)"
            : $"select 1 as sign, {known} as position";
        _statement.Add($"with edges as materialized ({edges}) ");
        var rest = $"edges cross join lateral (select * from {_table.Quoted} where position >= {LedgerTotals.Rest("edges.position")} and position <= edges.position) as rest";
        return [OfBlocks(totals), OfEntries("sign * ", LedgerSelection.Effective(_statement, _entries), rest)];
    }

    private string OfEntries(string sign, string when, string? from = null) =>
        $"select {sign}amount{Days} as figure, {sign}1 as entries{Groups("effective")} from {from ?? _table.Quoted} where {_which}{when}";

    private string OfBlocks(LedgerTotals totals)
    {
        var groups = $"""
            from ({LedgerTotals.Blocks("edges")}) as blocks
            cross join (select * from {totals.Groups.Quoted} where {_which}) as groups
            """;
        if (_groupBy.Contains("effective"))
        {
            return $"select sign * amount{Days} as figure, sign * entries as entries{Groups("effective")} {groups} join {totals.Sums.Quoted} using (level, block, number) where true{LedgerSelection.Effective(_statement, _entries)}";
        }

        var cuts = Cuts().ToArray();
        return $"""
            select sign * (amount_through * amounts + weighted_through * weights) as figure, sign * counts * entries_through as entries{Groups("effective")} {groups}
            cross join unnest({Array(NpgsqlDbType.Date, cuts.Select(cut => cut.Through))}, {Array(NpgsqlDbType.Bigint, cuts.Select(cut => cut.Amounts))}, {Array(NpgsqlDbType.Integer, cuts.Select(cut => cut.Weights))}, {Array(NpgsqlDbType.Integer, cuts.Select(cut => cut.Counts))}) as cuts (through, amounts, weights, counts)
            cross join lateral (
                select amount_through, weighted_through, entries_through from {totals.Sums.Quoted} as sums
                where sums.level = blocks.level and sums.block = blocks.block and sums.number = groups.number and sums.effective <= cuts.through
                order by sums.effective desc limit 1) as found
            """;
    }

    private string Groups(string effective) => string.Concat(_groupBy.Select((name, i) => $", {_selection.Group(name, effective)} as g{i}"));

    private string Date(DateOnly date) => _statement.Value(NpgsqlDbType.Date, date);

    private string Array<T>(NpgsqlDbType type, IEnumerable<T> values) => _statement.Value(NpgsqlDbType.Array | type, values.ToArray());

    /// <summary>The days of which the sums through each, put together so, are the figure.</summary>
    private IEnumerable<Cut> Cuts()
    {
        if (_window is null) return Cut.Between(_entries.From, _entries.Until, amounts: 1, weights: 0);
        // Up to the window's first day an amount stands on all of its days, later on those from its own on.
        var all = Math.Max(0, _window.Until.DayNumber - _window.From.DayNumber + 1);
        return Cut.Between(_entries.From, Earlier(_entries.Until, _window.From), all, weights: 0)
            .Concat(Cut.Between(Later(_entries.From, _window.From.AddDays(1)), _entries.Until, _window.Until.DayNumber - Epoch + 1, weights: -1));
    }

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one < other ? one.Value : other;

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    /// <summary>Sums through a day, each times a number.</summary>
    private sealed record Cut(DateOnly Through, long Amounts, int Weights, int Counts)
    {
        public static IEnumerable<Cut> Between(DateOnly? from, DateOnly? until, long amounts, int weights)
        {
            if (from > until) yield break;
            yield return new Cut(until ?? DateOnly.MaxValue, amounts, weights, 1);
            if (from > DateOnly.MinValue) yield return new Cut(from.Value.AddDays(-1), -amounts, -weights, -1);
        }
    }
}
