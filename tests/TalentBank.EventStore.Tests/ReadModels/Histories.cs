using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>Random histories in which nothing is wrong.</summary>
internal static class Histories
{
    public static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static readonly string[] Accounts = ["outside", "open", "held", "filled"];

    /// <summary>Positions that come, change and go, with transfers in between, in two zones.</summary>
    public static void Write(PlainLog log, Random random, int facts)
    {
        var alive = new HashSet<(string Zone, string Stream)>();
        for (var i = 0; i < facts; i++)
        {
            var place = (Zone: random.Next(5) == 0 ? "yiwu" : "meishan", Stream: $"position-{random.Next(facts / 8)}");
            if (random.Next(3) == 0) log.Add($"ledger-{random.Next(5)}", new Fact.Posted(Transfers(random)), place.Zone);
            else if (alive.Add(place)) log.Add(place.Stream, new Fact.Deposited(Position(random)), place.Zone);
            else if (random.Next(4) > 0) log.Add(place.Stream, new Fact.Renamed(Title(random)), place.Zone);
            else if (alive.Remove(place)) log.Add(place.Stream, new Fact.Closed(), place.Zone);
        }
    }

    public static OpenPosition Position(Random random) => new(
        Title(random),
        Maybe(random, () => Pick(random, "OPERATIONS", "DESIGN", "SUPPLY_CHAIN", "OTHERS")),
        random.Next(4) == 0 ? null : random.Next(3),
        random.Next(4) == 0 ? null : random.Next(500, 520) / 100m,
        random.Next(4) == 0 ? null : FirstDay.AddDays(random.Next(4)),
        random.Next(4) == 0 ? null : PlainLog.Start.AddTicks(random.Next(40)).ToOffset(TimeSpan.FromHours(8)),
        random.Next(4) == 0 ? null : random.Next(2) == 0);

    /// <summary>Transfers in which no account but outside goes below zero: in on a day, on from there later.</summary>
    public static Transfer[] Transfers(Random random)
    {
        var dimensions = new Dictionary<string, string>();
        if (random.Next(4) > 0) dimensions["category"] = Pick(random, "OPERATIONS", "DESIGN");
        if (random.Next(4) > 0) dimensions["enterprise"] = $"enterprise-{random.Next(3)}";
        var unit = Pick(random, "openings", "yuan");
        var day = FirstDay.AddDays(random.Next(60));
        var amount = random.Next(1, 1000) / 100m;
        Transfer arrived = new(unit, new Side("outside", dimensions), new Side("open", dimensions), amount, "NEW_DEMAND", day);
        return random.Next(3) switch
        {
            0 => [arrived],
            1 => [arrived, new Transfer(unit, new Side("open", dimensions), new Side("held", dimensions), amount, "HELD", day.AddDays(random.Next(20)))],
            _ => [arrived, new Transfer(unit, new Side("open", dimensions), new Side("outside", dimensions), amount / 2 is var half && half == decimal.Round(half, 2) ? half : amount, "CANCELLED", day.AddDays(random.Next(20)))],
        };
    }

    public static T Pick<T>(Random random, params IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private static string? Maybe(Random random, Func<string> value) => random.Next(4) == 0 ? null : value();

    /// <summary>Titles that differ where collations and LIKE would trip.</summary>
    private static string Title(Random random) => Pick(random, "", "a", "A", "b", "B%", "B_", "B\\", "Bx", "é", "主播", "主持", "\U00020000", "\uFFEE", "a b", "a-b", "ab");
}
