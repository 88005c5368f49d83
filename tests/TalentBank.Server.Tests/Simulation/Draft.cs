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
internal sealed class Draft(Random random)
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>The zones, each with an own life.</summary>
    public static readonly IReadOnlyList<string> Zones = ["meishan", "yiwu", "hangzhou", "qingdao", "chengdu"];

    /// <summary>How many of the things made last are spoken of.</summary>
    private const int Spoken = 3;

    private static readonly string[] Enterprises = ["enterprise-1", "enterprise-2"];
    private static readonly string[] Talents = [.. Enumerable.Range(1, 4).Select(talent => $"talent-{talent}")];
    private static readonly string Fund = Id("fund", 1);
    private static readonly string Money = Envelope.IdOf(Fund, Tier.Frontline);

    private readonly Dictionary<string, int> _made = [];

    /// <summary>What each zone begins with.</summary>
    public static IReadOnlyList<(string Stream, Fact Fact)> Start { get; } =
    [
        ("zone", new ZoneOpened(new Text("演示", "Demo"), "Asia/Shanghai", [new Category("DESIGN", new Text("设计", "Design"))], Today)),
        .. Enterprises.Select(it => (it, (Fact)new OrganisationRegistered(it, OrganisationKind.Enterprise, "甲", null, "DE", "1", Today))),
        ("university-1", new OrganisationRegistered("university-1", OrganisationKind.University, "乙", null, "DE", "2", Today)),
        (Fund, new FundOpened(Fund, new Text("培训基金", "Fund"), Today.Year, new Yuan(1000), [new EnvelopeBudget(Tier.Frontline, new Yuan(1000))], Today)),
        (Money, new EnvelopeOpened(Money, Fund, Tier.Frontline, Today.Year, new Yuan(1000), Today)),
        .. Talents.Select(it => (it, (Fact)new TalentRegistered(it, Sealing.Any(it), Sealing.Any(it), null, "university-1", Today))),
    ];

    public Command Command() => random.Next(20) switch
    {
        0 or 1 => new ScheduleSession(New("session"), "Course", Tier.Frontline, Today.AddDays(random.Next(20)), "Hall 1", random.Next(1, 3), new Yuan(random.Next(1, 500)), Money, null, null),
        2 or 3 => new BookSeat(Any("session"), Any("employment"), null),
        4 => new RecordAttendance(Any("session"), Any("employment"), Attendance.Attended),
        5 => new CompleteSession(Any("session"), null),
        6 => new CancelSession(Any("session"), "no trainer", null),
        7 => new DepositPosition(New("position"), Pick(random, Enterprises), "DESIGN", random.Next(2) == 0, "Designer", random.Next(1, 4), Origin.NewDemand, Day()),
        8 or 9 => new ChangeOpenings(Any("position"), random.Next(-2, 3), Day()),
        10 => new ClosePosition(Any("position"), "not needed", Day()),
        11 or 12 => new RecordHire(New("employment"), Pick(random, Enterprises), Any("position"), Pick(random, Talents), null, null, Tier.Frontline, EmploymentKind.FullTime, Day()),
        13 => new EndEmployment(New("position"), Any("employment"), LeavingReason.Pay, Destination.Chengdu, Voluntary: true, random.Next(2) == 0, Day()),
        14 => new DepositInternship(New("internship"), Pick(random, Enterprises), "DESIGN", "Design", random.Next(1, 3), Today, Today.AddDays(30)),
        15 => new WithdrawPlace(Any("internship"), Pick(random, Talents)),
        16 => new GiveBackPlace(Any("internship"), Pick(random, Talents)),
        17 => new PostPracticalCredits(New("credit-offer"), "university-1", Pick(random, Enterprises), "Practice", 2, random.Next(1, 3), Today.AddDays(60)),
        18 => new WithdrawCredits(New("credit-withdrawal"), Any("credit-offer"), Pick(random, Talents)),
        _ => random.Next(3) switch
        {
            0 => new AttestCompletion(Any("credit-withdrawal")),
            1 => new ConfirmCompletion(Any("credit-withdrawal")),
            _ => new GiveBackCredits(Any("credit-withdrawal")),
        },
    };

    /// <summary>What a writer of another kind puts into the log: an organisation that nobody else knows.</summary>
    public static Fact Foreign(string id) => new OrganisationRegistered(id, OrganisationKind.Enterprise, "丙", null, "FR", "3", Today);

    public static T Pick<T>(Random random, params IReadOnlyList<T> things) => things[random.Next(things.Count)];

    private DateOnly? Day() => random.Next(2) == 0 ? null : Today.AddDays(random.Next(-5, 15));

    private string New(string noun) => Id(noun, _made[noun] = _made.GetValueOrDefault(noun) + 1);

    private string Any(string noun) => Id(noun, _made.GetValueOrDefault(noun) - random.Next(Spoken));

    private static string Id(string noun, int number) => $"{noun}-{Math.Max(0, number):00000000}-0000-7000-8000-000000000000";
}
