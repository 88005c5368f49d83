using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>The facts of these tests: a position is deposited, changed, closed; or transfers are posted outright.</summary>
internal abstract record Fact
{
    public sealed record Deposited(OpenPosition Position) : Fact;

    public sealed record Renamed(string Title) : Fact;

    public sealed record Closed : Fact;

    public sealed record Posted(IReadOnlyList<Transfer> Transfers) : Fact;

    /// <summary>A fact that no model knows.</summary>
    public sealed record Noted : Fact;

    public static object Decode(RecordedEvent recorded) => recorded.Type switch
    {
        nameof(Deposited) => JsonSerializer.Deserialize<Deposited>(recorded.Data)!,
        nameof(Renamed) => JsonSerializer.Deserialize<Renamed>(recorded.Data)!,
        nameof(Closed) => new Closed(),
        nameof(Posted) => JsonSerializer.Deserialize<Posted>(recorded.Data)!,
        nameof(Noted) => new Noted(),
        _ => throw new FormatException($"'{recorded.Type}' is no fact."),
    };
}

internal sealed record OpenPosition(
    string Title,
    string? Category = null,
    long? Openings = null,
    decimal? Salary = null,
    DateOnly? From = null,
    DateTimeOffset? Seen = null,
    bool? Key = null)
{
    /// <summary>How many facts made it: a fact taken twice or left out shows.</summary>
    public int Facts { get; init; } = 1;
}

internal static class Models
{
    public static DocumentModel<OpenPosition> OpenPositions { get; } = Positions("open_positions", version: 1);

    public static LedgerModel Ledger { get; } = new("ledger", version: 1, Dimensions, Post)
    {
        Totals = [["category"], ["enterprise", "reason"]],
        Lookups = ["position"],
    };

    /// <summary>The same without anything added up beforehand.</summary>
    public static LedgerModel PlainLedger { get; } = new("plain_ledger", version: 1, Dimensions, Post);

    private static string[] Dimensions => ["category", "enterprise", "position"];

    private static IEnumerable<Transfer> Post(Recorded recorded) => recorded.Body is Fact.Posted posted ? posted.Transfers : [];

    public static DocumentModel<OpenPosition> Positions(string name, int version) => new(
        name,
        version,
        recorded => recorded.Body is Fact.Posted or Fact.Noted ? [] : [recorded.Stream],
        (_, position, recorded) => recorded.Body switch
        {
            Fact.Deposited deposited => deposited.Position,
            Fact.Renamed renamed => position! with { Title = renamed.Title, Facts = position.Facts + 1 },
            _ => null,
        },
        new Column<OpenPosition>("title", ColumnType.Text, position => position.Title),
        new Column<OpenPosition>("category", ColumnType.Text, position => position.Category),
        new Column<OpenPosition>("openings", ColumnType.Integer, position => position.Openings),
        new Column<OpenPosition>("salary", ColumnType.Amount, position => position.Salary),
        new Column<OpenPosition>("from", ColumnType.Date, position => position.From),
        new Column<OpenPosition>("seen", ColumnType.Instant, position => position.Seen),
        new Column<OpenPosition>("key", ColumnType.Flag, position => position.Key));
}
