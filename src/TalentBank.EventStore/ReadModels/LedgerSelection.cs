using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Which entries of a zone's ledger, and by what they are grouped, as SQL.</summary>
internal sealed class LedgerSelection(LedgerTable table)
{
    /// <summary>What figures are grouped by beside the dimensions.</summary>
    public static IReadOnlyList<string> GroupsByName { get; } = ["account", "reason", "effective"];

    public string Where(Statement statement, string zone, LedgerQuery query)
    {
        if (query.Accounts.Count == 0) throw new ArgumentException("A figure is made of at least one account.", nameof(query));
        List<string> conditions =
        [
            $"zone = {statement.Value(zone)}",
            $"unit = {statement.Value(query.Unit)}",
            $"account = any({statement.Values(query.Accounts)})",
        ];
        if (query.From is { } from) conditions.Add($"effective >= {statement.Value(NpgsqlDbType.Date, from)}");
        if (query.Until is { } until) conditions.Add($"effective <= {statement.Value(NpgsqlDbType.Date, until)}");
        if (query.KnownAt is { } knownAt) conditions.Add($"recorded_at <= {statement.Value(NpgsqlDbType.TimestampTz, knownAt.ToUniversalTime())}");
        if (query.KnownAfter is { } knownAfter) conditions.Add($"recorded_at > {statement.Value(NpgsqlDbType.TimestampTz, knownAfter.ToUniversalTime())}");
        if (query.Reasons is { } reasons) conditions.Add($"reason = any({statement.Values(reasons)})");
        foreach (var (dimension, values) in query.Where)
        {
            var column = table.DimensionColumn(dimension);
            var one = $"{column} = any({statement.Values(values.Where(value => value is not null))})";
            conditions.Add(values.Contains(null) ? $"({one} or {column} is null)" : one);
        }

        return string.Join(" and ", conditions);
    }

    /// <exception cref="ArgumentException">The ledger has no such dimension.</exception>
    public string Group(string name) => name switch
    {
        "effective" => "to_char(effective, 'YYYY-MM-DD')",
        "account" or "reason" => name,
        _ => table.DimensionColumn(name),
    };

    /// <summary>
    /// The figure of one group: a sum of amounts, or of amounts × the days they stand within a window. An entry stands
    /// from its effective date to the window's end, so its days need no row per day.
    /// </summary>
    public static string Figure(Statement statement, DayWindow? window) => window is null
        ? "coalesce(sum(amount), 0)"
        : $"coalesce(sum(amount * greatest(0, {statement.Value(NpgsqlDbType.Date, window.Until)} + 1 - greatest(effective, {statement.Value(NpgsqlDbType.Date, window.From)}))), 0)";
}
