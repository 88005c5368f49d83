using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Benchmarks;

/// <summary>What the facts of <see cref="FilledLog"/> say, and read models like the bank's own that are made of them.</summary>
internal static class Positions
{
    /// <summary>As in the bank's ledger: all are columns, most of them empty in any one entry.</summary>
    private static readonly string[] Dimensions =
        ["category", "key", "enterprise", "position", "talent", "employment", "employment_kind", "tier", "university", "offer", "internship", "session", "envelope"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General);

    public static DocumentModel<Position> Documents { get; } = new(
        "positions",
        version: 1,
        recorded => [recorded.Stream],
        (_, position, recorded) => new Position((Deposited)recorded.Body, 1 + (position?.Facts ?? 0)),
        new Column<Position>("category", ColumnType.Text, position => position.Last.Category),
        new Column<Position>("enterprise", ColumnType.Text, position => position.Last.EnterpriseId),
        new Column<Position>("from", ColumnType.Date, position => position.Last.From));

    public static LedgerModel Ledger { get; } = new("ledger", version: 1, Dimensions, Post)
    {
        Totals = [["category"], ["key", "reason"], ["envelope"]],
        Lookups = ["talent", "envelope"],
    };

    public static object Decode(RecordedEvent recorded) => JsonSerializer.Deserialize<Deposited>(recorded.Data, Json)!;

    public static Deposited Decode(byte[] json) => JsonSerializer.Deserialize<Deposited>(json, Json)!;

    public static DocumentModel<Position> Other(string name) => new(name, 1, Documents.KeysOf, (key, position, recorded) => (Position?)Documents.Apply(key, position, recorded));

    /// <summary>One transfer per fact: most bring openings, some fill or cancel them.</summary>
    private static IEnumerable<Transfer> Post(Recorded recorded)
    {
        var fact = (Deposited)recorded.Body;
        var dimensions = new Dictionary<string, string>
        {
            ["category"] = fact.Category,
            ["key"] = fact.Openings % 5 == 0 ? "true" : "false",
            ["enterprise"] = fact.EnterpriseId,
            ["position"] = recorded.Stream,
            ["tier"] = fact.Tier,
        };
        if (recorded.Position % 4 == 0) dimensions["talent"] = $"talent-{recorded.Position / 20}";
        var (from, to, reason) = (recorded.Position % 4) switch
        {
            0 => ("open", "filled", "HIRED"),
            1 => ("open", "outside", "CANCELLED"),
            _ => ("outside", "open", "NEW_DEMAND"),
        };
        yield return new Transfer("OPENINGS", new Side(from, dimensions), new Side(to, dimensions), fact.Openings + 1, reason, fact.From);
    }

    internal sealed record Deposited(string PositionId, string EnterpriseId, string Category, Title Title, int Openings, DateOnly From, string MonthlyPay, string Tier);

    internal sealed record Title(string Zh, string En)
    {
        [System.Text.Json.Serialization.JsonPropertyName("zh")]
        public string Zh { get; init; } = Zh;

        [System.Text.Json.Serialization.JsonPropertyName("en")]
        public string En { get; init; } = En;
    }

    internal sealed record Position(Deposited Last, int Facts);
}
