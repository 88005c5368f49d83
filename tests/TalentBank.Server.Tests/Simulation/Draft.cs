using TalentBank.Credits;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Tests;
using TalentBank.Training;

namespace TalentBank.Server.Tests.Simulation;

/// <summary>Draws commands on so few things that they meet: few openings, few places, little money.</summary>
internal static class Draft
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>The zones, each with an own life.</summary>
    public static readonly IReadOnlyList<string> Zones = ["meishan", "yiwu", "hangzhou", "qingdao", "chengdu"];

    private const int Things = 3;

    private static readonly string[] Enterprises = ["enterprise-1", "enterprise-2"];
    private static readonly string[] Talents = [.. Enumerable.Range(1, 4).Select(talent => $"talent-{talent}")];
    private static readonly string Fund = Id("fund", 1);

    /// <summary>What each zone begins with.</summary>
    public static IReadOnlyList<(string Stream, Fact Fact)> Start { get; } =
    [
        ("zone", new ZoneOpened(new Text("演示", "Demo"), "Asia/Shanghai", [new Category("DESIGN", new Text("设计", "Design"))], Today)),
        .. Enterprises.Select(it => (it, (Fact)new OrganisationRegistered(it, OrganisationKind.Enterprise, "甲", null, "DE", "1", Today))),
        ("university-1", new OrganisationRegistered("university-1", OrganisationKind.University, "乙", null, "DE", "2", Today)),
        .. Talents.Select(it => (it, (Fact)new TalentRegistered(it, Sealing.Any(it), Sealing.Any(it), null, "university-1", Today))),
    ];

    public static Command Command(Random random) => random.Next(20) switch
    {
        0 => new OpenFund(Fund, new Text("培训基金", "Fund"), Today.Year, new Yuan(1000), [new EnvelopeBudget(Tier.Frontline, new Yuan(1000))], Day(random)),
        1 or 2 => new ScheduleSession(Any(random, "session"), "Course", Tier.Frontline, Today.AddDays(random.Next(20)), "Hall 1", random.Next(1, 3), new Yuan(random.Next(1, 500)), Envelope.IdOf(Fund, Tier.Frontline), null, null),
        3 or 4 => new BookSeat(Any(random, "session"), Any(random, "employment"), null),
        5 => new RecordAttendance(Any(random, "session"), Any(random, "employment"), Attendance.Attended),
        6 => new CompleteSession(Any(random, "session"), null),
        7 => new CancelSession(Any(random, "session"), "no trainer", null),
        8 => new DepositPosition(Any(random, "position"), Pick(random, Enterprises), "DESIGN", random.Next(2) == 0, "Designer", random.Next(1, 4), Origin.NewDemand, Day(random)),
        9 => new ChangeOpenings(Any(random, "position"), random.Next(-2, 3), Day(random)),
        10 => new ClosePosition(Any(random, "position"), "not needed", Day(random)),
        11 or 12 => new RecordHire(Any(random, "employment"), Pick(random, Enterprises), Any(random, "position"), Pick(random, Talents), null, null, Tier.Frontline, EmploymentKind.FullTime, Day(random)),
        13 => new EndEmployment(Any(random, "position"), Any(random, "employment"), LeavingReason.Pay, Voluntary: true, random.Next(2) == 0, Day(random)),
        14 => new DepositInternship(Any(random, "internship"), Pick(random, Enterprises), "DESIGN", "Design", random.Next(1, 3), Today, Today.AddDays(30)),
        15 => new WithdrawPlace(Any(random, "internship"), Pick(random, Talents)),
        16 => new GiveBackPlace(Any(random, "internship"), Pick(random, Talents)),
        17 => new PostPracticalCredits(Any(random, "credit-offer"), "university-1", Pick(random, Enterprises), "Practice", 2, random.Next(1, 3), Today.AddDays(60)),
        18 => new WithdrawCredits(Any(random, "credit-withdrawal"), Any(random, "credit-offer"), Pick(random, Talents)),
        _ => random.Next(3) switch
        {
            0 => new AttestCompletion(Any(random, "credit-withdrawal")),
            1 => new ConfirmCompletion(Any(random, "credit-withdrawal")),
            _ => new GiveBackCredits(Any(random, "credit-withdrawal")),
        },
    };

    /// <summary>What a writer of another kind puts into the log: an organisation that nobody else knows.</summary>
    public static Fact Foreign(string id) => new OrganisationRegistered(id, OrganisationKind.Enterprise, "丙", null, "FR", "3", Today);

    public static T Pick<T>(Random random, params IReadOnlyList<T> things) => things[random.Next(things.Count)];

    private static DateOnly? Day(Random random) => random.Next(2) == 0 ? null : Today.AddDays(random.Next(-5, 15));

    private static string Any(Random random, string noun) => Id(noun, random.Next(Things));

    private static string Id(string noun, int number) => $"{noun}-{number:00000000}-0000-7000-8000-000000000000";
}
