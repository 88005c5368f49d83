using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Policies;
using TalentBank.Training;

namespace TalentBank.Server.Demo;

/// <summary>What the demo zone does about its gap: the training fund, the sessions it pays for, and the settling-in subsidy.</summary>
internal static class DemoInstruments
{
    public static IEnumerable<DemoStep> Steps(DateOnly today) => [OpenFund(today), .. Sessions(today), SettlingIn];

    /// <summary>The sum is the field study's; it says nothing of how it is split.</summary>
    private static DemoStep OpenFund(DateOnly today) => new("fund", DemoParties.Government.Actor, new OpenFund(
        FundId,
        new Text(
            $"{today.Year}年跨境电商人才分层培训专项资金（演示；各层级的分配为演示自拟）",
            $"Training fund for CBEC talents by tier, {today.Year} (Demo; the split between tiers is the demo's own)"),
        today.Year,
        5_000_000,
        [new(Tier.Frontline, 2_500_000), new(Tier.Middle, 1_500_000), new(Tier.Senior, 1_000_000)],
        new DateOnly(today.Year, 1, 1)));

    private static IEnumerable<DemoStep> Sessions(DateOnly today) =>
    [
        Session(today, "平台规则月更与Listing实操", Tier.Frontline, days: 10, seats: 40, cost: 12_000),
        Session(today, "团队管理与经营数据分析", Tier.Middle, days: 20, seats: 25, cost: 30_000),
        Session(today, "出海战略研讨", Tier.Senior, days: 30, seats: 18, cost: 110_000),
    ];

    private static DemoStep Session(DateOnly today, string title, Tier tier, int days, int seats, Yuan cost)
    {
        var name = $"session/{Wording.Code(tier)}";
        var heldOn = today.AddDays(days);
        // An envelope pays for sessions of its own year only.
        heldOn = heldOn.Year == today.Year ? heldOn : new DateOnly(today.Year, 12, 31);
        return new DemoStep(name, DemoParties.ZoneOperator.Actor, new ScheduleSession(
            Draw.Id("session", name), title, tier, heldOn, "眉山天府新区培训中心（演示）", seats, cost, Envelope.IdOf(FundId, tier), ProviderId: null, ScheduledOn: null));
    }

    /// <summary>The amount is the field study's; who is entitled is made up.</summary>
    private static DemoStep SettlingIn => new("policy/settling-in", DemoParties.Government.Actor, new PublishPolicy(
        Draw.Id("policy", "settling-in"),
        PolicyId: null,
        new Text("跨境电商关键岗位人才安家补贴（演示）", "Settling-in subsidy for CBEC talents in key positions (Demo)"),
        50_000,
        new PolicyRule(All:
        [
            new(Condition: new PolicyCondition(
                "key-position",
                new Text("第三条：在综试区企业的运营、设计等关键岗位工作。", "Article 3: holds a key position (operations, design) in an enterprise of the pilot zone."),
                "KEY_POSITION",
                PolicyComparison.Is,
                ["true"])),
            new(Condition: new PolicyCondition(
                "full-time",
                new Text("第四条：与企业订立全日制劳动合同。", "Article 4: works under a full-time labour contract."),
                "EMPLOYMENT_KIND",
                PolicyComparison.Is,
                [Wording.Code(EmploymentKind.FullTime)])),
            new(Condition: new PolicyCondition(
                "twelve-months",
                new Text("第五条：在同一企业连续工作满十二个月。", "Article 5: has worked for the same enterprise for twelve months without a break."),
                "MONTHS_EMPLOYED",
                PolicyComparison.AtLeast,
                ["12"])),
        ]),
        new DateOnly(2026, 1, 1),
        EffectiveUntil: null));

    private static string FundId => Draw.Id("fund", "training");
}
