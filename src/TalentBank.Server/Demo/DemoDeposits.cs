using TalentBank.Credits;
using TalentBank.Internships;
using TalentBank.Positions;

namespace TalentBank.Server.Demo;

/// <summary>
/// What lies in the demo bank to be withdrawn. The positions are part of the survey, so that the gap stays 300; they are open
/// since January 2026, so that a hire may be booked late.
/// </summary>
internal static class DemoDeposits
{
    private static readonly IReadOnlyList<(int Enterprise, string Category, string Title, int Openings, DateOnly From)> Positions =
    [
        (1, "OPERATIONS", "亚马逊运营专员", 3, new(2026, 1, 5)),
        (2, "OPERATIONS", "跨境运营助理", 4, new(2026, 1, 5)),
        (5, "OPERATIONS", "TikTok Shop运营", 2, new(2026, 1, 6)),
        (8, "OPERATIONS", "跨境店铺负责人", 1, new(2026, 1, 8)),
        (13, "OPERATIONS", "海外短视频运营", 2, new(2026, 1, 12)),
        (3, "DESIGN", "跨境美工", 2, new(2026, 1, 6)),
        (13, "DESIGN", "电商视觉设计师", 1, new(2026, 1, 12)),
        (21, "DESIGN", "A+页面设计师", 2, new(2026, 1, 14)),
        (4, "SUPPLY_CHAIN", "采购专员（跨境）", 2, new(2026, 1, 7)),
        (17, "SUPPLY_CHAIN", "跨境物流专员", 1, new(2026, 1, 13)),
        (6, "OTHERS", "跨境客服（英语）", 2, new(2026, 1, 7)),
        (30, "OTHERS", "收款结算专员", 1, new(2026, 1, 15)),
    ];

    public static IEnumerable<DemoStep> Steps(DateOnly today) => [.. Positions.Select(Deposit), .. Positions.Select(StillNeeded), .. Internships(today), .. Credits(today)];

    private static DemoStep Deposit((int Enterprise, string Category, string Title, int Openings, DateOnly From) it, int index)
    {
        var name = $"position/{index + 1}";
        return new DemoStep(name, DemoParties.Chamber.Actor, new DepositPosition(
            Draw.Id("position", name), Enterprise(it.Enterprise).Id, it.Category, DemoZone.IsKey(it.Category), it.Title, it.Openings, Origin.Survey, it.From));
    }

    /// <summary>On the day of the fill all have answered, so that the bank asks nobody before a month has passed.</summary>
    private static DemoStep StillNeeded((int Enterprise, string Category, string Title, int Openings, DateOnly From) it, int index)
    {
        var name = $"position/{index + 1}";
        return new DemoStep($"{name}/needed", Enterprise(it.Enterprise).Actor, new ConfirmNeed(Draw.Id("position", name)));
    }

    private static IEnumerable<DemoStep> Internships(DateOnly today) =>
    [
        Internship(1, "OPERATIONS", "跨境平台运营实习", places: 5, today.AddDays(14), today.AddMonths(4)),
        Internship(3, "DESIGN", "跨境视觉设计实习", places: 3, today.AddDays(28), today.AddMonths(5)),
    ];

    private static IEnumerable<DemoStep> Credits(DateOnly today) =>
    [
        CreditUnit,
        WorkRule,
        Credit(1, 1, "跨境电商平台运营实训", credits: 4, places: 30, today.AddMonths(5)),
        Credit(1, 3, "跨境视觉设计实训", credits: 2, places: 20, today.AddMonths(5)),
        Credit(2, 2, "企业真实项目“真题真做”", credits: 3, places: 25, today.AddMonths(5)),
        Credit(2, 4, "跨境物流与报关实务", credits: 2, places: 25, today.AddMonths(5)),
    ];

    private static DemoStep Internship(int enterprise, string category, string title, int places, DateOnly startsOn, DateOnly endsOn)
    {
        var name = $"internship/{enterprise}/{category}";
        return new DemoStep(name, Enterprise(enterprise).Actor, new DepositInternship(
            Draw.Id("internship", name), Enterprise(enterprise).Id, category, title, places, startsOn, endsOn));
    }

    private static DemoStep CreditUnit => new("credit-unit", DemoParties.Chamber.Actor, new DefineCreditUnit(UniversityId: null, HoursPerCredit: 16, From: null));

    /// <summary>Evidence, caps and shelf life are the demo's own.</summary>
    private static DemoStep WorkRule => new("credit-rule/1/work", DemoParties.Universities[0].Actor, new PublishCreditRule(
        DemoParties.Universities[0].Id, CreditRoute.Work, [EvidenceKind.Attendance, EvidenceKind.SupervisorSignOff, EvidenceKind.Deliverable], MostPerYear: 8, MostInAll: 20, ShelfMonths: 24, SignWithinDays: 90, From: null));

    private static DemoStep Credit(int university, int enterprise, string course, decimal credits, int places, DateOnly termEndsOn)
    {
        var name = $"credits/{university}/{enterprise}";
        var by = DemoParties.Universities[university - 1];
        return new DemoStep(name, by.Actor, new PostPracticalCredits(
            Draw.Id("credit-offer", name), by.Id, Enterprise(enterprise).Id, course, credits, places, termEndsOn));
    }

    private static DemoParty Enterprise(int number) => DemoParties.Enterprises[number - 1];
}
