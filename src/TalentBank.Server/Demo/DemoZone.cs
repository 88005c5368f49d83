using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Targets;

namespace TalentBank.Server.Demo;

/// <summary>
/// The demo zone, Meishan, as commands: the facts of the field study, and what it leaves out drawn by its shapes from a fixed
/// seed. A pure function of the day: on a later day the same commands come, with the departures that have happened since.
/// </summary>
public static class DemoZone
{
    /// <summary>The day of the survey; nothing in the demo zone is earlier.</summary>
    public static readonly DateOnly FirstDay = new(2025, 12, 31);

    private static readonly DateOnly Due = new(2028, 12, 31);

    /// <summary>All commands, in order; the last one is the same on every day.</summary>
    /// <param name="today">The calendar day in the zone, <see cref="FirstDay"/> or later.</param>
    public static IEnumerable<DemoStep> Steps(DateOnly today)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(today, FirstDay);
        return
        [
            Open,
            .. DemoParties.Steps(),
            .. Demand,
            .. DemoStaff.Steps(today),
            .. DemoTalents.Steps(),
            .. DemoDeposits.Steps(today),
            .. DemoInstruments.Steps(today),
        ];
    }

    /// <summary>The field study's key positions.</summary>
    internal static bool IsKey(string category) => category is "OPERATIONS" or "DESIGN";

    private static DemoStep Open => new("zone", Actor.Bank, new OpenZone(
        new Text("眉山天府新区跨境电子商务综合试验区（演示）", "Meishan Tianfu New Area cross-border e-commerce pilot zone (Demo)"),
        "Asia/Shanghai",
        [
            new("OPERATIONS", new("运营", "Operations")),
            new("DESIGN", new("设计", "Design")),
            new("SUPPLY_CHAIN", new("供应链", "Supply chain")),
            new("OTHERS", new("其他", "Others")),
        ]));

    private static IEnumerable<DemoStep> Demand =>
    [
        new("survey", DemoParties.Chamber.Actor, new PublishDemandSurvey(
            FirstDay,
            [new("OPERATIONS", 126), new("DESIGN", 84), new("SUPPLY_CHAIN", 60), new("OTHERS", 30)],
            EnterprisesAsked: 47,
            EnterprisesInZone: 71)),
        new("target/talent-gap", DemoParties.Chamber.Actor, new SetTarget(TargetFigure.TalentGap, 300, FirstDay, 150, Due, Note: null)),
        new("target/key-turnover", DemoParties.Chamber.Actor, new SetTarget(TargetFigure.KeyTurnover, 0.25m, FirstDay, 0.15m, Due, new Text(
            "基线25%引自实地调研，其统计口径从未公布，与本系统按明确口径计算的流失率不能直接相比。",
            "The baseline of 25 % is the field study's; its definition was never published, so that it does not compare exactly with the rate computed here."))),
    ];
}
