using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Which entries of a zone's ledger, and by what they are grouped, as SQL.</summary>
internal sealed class LedgerSelection(LedgerTable table)
{
    /// <summary>What figures are grouped by beside the dimensions.</summary>
    public static IReadOnlyList<string> GroupsByName { get; } = ["account", "reason", "effective"];

    /// <summary>Which entries, whenever they take effect and were recorded; of totals the same.</summary>
    public string Which(Statement statement, string zone, LedgerQuery query)
    {
        if (query.Accounts.Count == 0) throw new ArgumentException("A figure is made of at least one account.", nameof(query));
        List<string> conditions =
        [
            $"zone = {statement.Value(zone)}",
            $"unit = {statement.Value(query.Unit)}",
            $"account = any({statement.Values(query.Accounts)})",
        ];
        if (query.Reasons is { } reasons) conditions.Add($"reason = any({statement.Values(reasons)})");
        foreach (var (dimension, values) in query.Where)
        {
            var column = table.DimensionColumn(dimension);
            var one = $"{column} = any({statement.Values(values.Where(value => value is not null))})";
            conditions.Add(values.Contains(null) ? $"({one} or {column} is null)" : one);
        }

        return string.Join(" and ", conditions);
    }

    /// <summary>When they take effect and were recorded: what follows <see cref="Which"/>.</summary>
    public static string When(Statement statement, LedgerQuery query)
    {
        var conditions = new List<string> { Effective(statement, query) };
        if (query.KnownAt is { } knownAt) conditions.Add($" and recorded_at <= {statement.Value(NpgsqlDbType.TimestampTz, knownAt.ToUniversalTime())}");
        if (query.KnownAfter is { } knownAfter) conditions.Add($" and recorded_at > {statement.Value(NpgsqlDbType.TimestampTz, knownAfter.ToUniversalTime())}");
        return string.Concat(conditions);
    }

    /// <summary>When they take effect: what follows <see cref="Which"/>.</summary>
    public static string Effective(Statement statement, LedgerQuery query) =>
        (query.From is { } from ? $" and effective >= {statement.Value(NpgsqlDbType.Date, from)}" : "")
        + (query.Until is { } until ? $" and effective <= {statement.Value(NpgsqlDbType.Date, until)}" : "");

    public string Where(Statement statement, string zone, LedgerQuery query) => Which(statement, zone, query) + When(statement, query);

    /// <exception cref="ArgumentException">The ledger has no such dimension.</exception>
    public string Group(string name, string effective = "effective") => name switch
    {
        "effective" => $"to_char({effective}, 'YYYY-MM-DD')",
        "account" or "reason" => name,
        _ => table.DimensionColumn(name),
    };
}
