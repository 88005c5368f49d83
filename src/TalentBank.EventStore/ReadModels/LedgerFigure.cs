using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// A figure as SQL. Where totals cover the question it reads those: months, and days at the ends of the range. What was
/// known at an instant is the totals of the months recorded before, and the entries of the instant's own month up to it,
/// or all of that month less those after it, whichever is nearer: no such figure reads more than half a month's entries.
/// </summary>
internal sealed class LedgerFigure
{
    private static readonly int Epoch = LedgerTotals.Epoch.DayNumber;

    private readonly Statement _statement = new();
    private readonly LedgerTable _table;
    private readonly LedgerQuery _entries;
    private readonly IReadOnlyList<string> _groupBy;
    private readonly DayWindow? _window;
    private readonly LedgerSelection _selection;
    private readonly LedgerTotals? _totals;
    private readonly string _which;

    private LedgerFigure(LedgerTable table, string zone, Balances balances)
    {
        (_table, _groupBy, _window) = (table, balances.GroupBy, balances.Window);
        // What takes effect after the window stands on none of its days.
        _entries = _window is null || balances.Entries.Until < _window.Until ? balances.Entries : balances.Entries with { Until = _window.Until };
        _selection = new LedgerSelection(table);
        _totals = table.Totals.Where(totals => totals.Covers(_entries, _groupBy)).MinBy(totals => totals.Groups.Count);
        _which = _selection.Which(_statement, zone, _entries);
    }

    /// <summary>A row per group: the amount, the number of entries, and the groups in their order.</summary>
    public static Statement Of(LedgerTable table, string zone, Balances balances)
    {
        var figure = new LedgerFigure(table, zone, balances);
        var isNothing = balances.Entries.KnownAfter >= balances.Entries.KnownAt;
        var parts = figure._totals is null || isNothing ? [figure.OfEntries(figure._entries)] : figure.Parts().ToArray();
        var groups = string.Concat(balances.GroupBy.Select((_, i) => $", g{i}"));
        figure._statement.Add($"select coalesce(sum(figure), 0), coalesce(sum(entries), 0)::bigint{groups} from ({string.Join(" union all ", parts)}) as parts");
        // Entries that a part counts and another takes back are none: a group of such is not there.
        if (groups.Length > 0) figure._statement.Add($" group by {groups[2..]} having sum(entries) > 0 order by {groups[2..]}");
        return figure._statement;
    }

    private IEnumerable<string> Parts()
    {
        var known = _entries.KnownAt is { } at ? Edge.At(at) : null;
        var after = _entries.KnownAfter is { } behind ? Edge.At(behind) : null;
        yield return OfTotals(known?.Month, after?.Month);
        if (known is not null) yield return OfEntries(known.Of(_entries), known.Missing ? "" : "-");
        if (after is not null) yield return OfEntries(after.Of(_entries), after.Missing ? "-" : "");
    }

    private string OfEntries(LedgerQuery entries, string sign = "")
    {
        var days = _window is null ? "" : $" * greatest(0, {Date(_window.Until)} + 1 - greatest(effective, {Date(_window.From)}))";
        return $"select {sign}amount{days} as figure, {sign}1 as entries{Groups("effective")} from {_table.Quoted} where {_which}{LedgerSelection.When(_statement, entries)}";
    }

    private string OfTotals(DateOnly? known, DateOnly? after)
    {
        // Up to the window's first day an amount stands on all of its days, later on those from its own on.
        var ranges = _window is null
            ? Ranges(_entries.From, _entries.Until)
            : Ranges(_entries.From, Earlier(_entries.Until, _window.From)).Concat(Ranges(Later(_entries.From, _window.From.AddDays(1)), _entries.Until));
        var periods = ranges.Select(range => $"(grain = '{range.Grain}'{Bound("period >=", range.From)}{Bound("period <", range.Behind)})").DefaultIfEmpty("false");
        var figure = _window is null
            ? "amount"
            : $"case when period <= {Date(_window.From)} then amount * {Math.Max(0, _window.Until.DayNumber - _window.From.DayNumber + 1)} else amount * {_window.Until.DayNumber - Epoch + 1} - weighted end";
        return $"select {figure} as figure, entries{Groups("period")} from {_totals!.Table.Quoted} where {_which} and ({string.Join(" or ", periods)}){Bound("known <", known)}{Bound("known >=", after)}";
    }

    private string Groups(string effective) => string.Concat(_groupBy.Select((name, i) => $", {_selection.Group(name, effective)} as g{i}"));

    private string Bound(string comparison, DateOnly? date) => date is { } given ? $" and {comparison} {Date(given)}" : "";

    private string Date(DateOnly date) => _statement.Value(NpgsqlDbType.Date, date);

    /// <summary>The days from one through another as whole months and, at the ends, days; the last one's follower stands behind.</summary>
    private IEnumerable<(string Grain, DateOnly? From, DateOnly? Behind)> Ranges(DateOnly? from, DateOnly? until)
    {
        if (from > until) yield break;
        DateOnly? behind = until is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null;
        var firstMonth = from is { Day: > 1 } first ? MonthAfter(first) : from;
        var monthBehind = behind is { } end ? Month(end) : null;
        if (_groupBy.Contains("effective") || firstMonth >= monthBehind)
        {
            yield return (LedgerTotals.Day, from, behind);
            yield break;
        }

        if (from < firstMonth) yield return (LedgerTotals.Day, from, firstMonth);
        yield return (LedgerTotals.Month, firstMonth, monthBehind);
        if (monthBehind < behind) yield return (LedgerTotals.Day, monthBehind, behind);
    }

    private static DateOnly? Month(DateOnly day) => new DateOnly(day.Year, day.Month, 1);

    private static DateOnly? MonthAfter(DateOnly day) => day is { Year: 9999, Month: 12 } ? DateOnly.MaxValue : new DateOnly(day.Year, day.Month, 1).AddMonths(1);

    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one < other ? one.Value : other;

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    /// <summary>Where an instant cuts through the totals: they tell what was recorded before a month, entries tell the rest.</summary>
    /// <param name="Month">The month up to which the totals count.</param>
    /// <param name="Missing">Whether entries are missing then, or too many are in.</param>
    /// <param name="After">The entries concerned are recorded after this ...</param>
    /// <param name="Until">... and at this at the latest.</param>
    private sealed record Edge(DateOnly Month, bool Missing, DateTimeOffset After, DateTimeOffset Until)
    {
        private const int Middle = 15;

        public static Edge At(DateTimeOffset instant)
        {
            instant = instant.ToUniversalTime();
            var month = new DateTimeOffset(instant.Year, instant.Month, 1, 0, 0, 0, TimeSpan.Zero);
            if (instant.Day <= Middle || instant is { Year: 9999, Month: 12 }) return new Edge(Day(month), Missing: true, month.AddMicroseconds(-1), instant);
            var next = month.AddMonths(1);
            return new Edge(Day(next), Missing: false, instant, next.AddMicroseconds(-1));
        }

        public LedgerQuery Of(LedgerQuery entries) => entries with { KnownAfter = After, KnownAt = Until };

        private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
    }
}
