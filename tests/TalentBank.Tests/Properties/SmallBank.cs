using TalentBank.Credits;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Targets;

namespace TalentBank.Tests.Properties;

/// <summary>
/// A small bank in which anything can happen: a move's numbers choose what, to whom and when. Facts are booked late and
/// ahead, and the clocks of two servers differ by a day.
/// </summary>
internal sealed class SmallBank
{
    public static readonly DateOnly Start = new(2026, 1, 1);

    private readonly List<string> _enterprises = [];
    private readonly List<string> _universities = [];
    private readonly List<string> _talents = [];
    private readonly List<string> _positions = ["position-none"];
    private readonly List<string> _employments = ["employment-none"];
    private readonly List<string> _internships = ["internship-none"];
    private readonly List<string> _offers = ["credit-offer-none"];
    private readonly List<string> _withdrawals = ["credit-withdrawal-none"];
    private DateTimeOffset _clock = new(Start, new TimeOnly(1, 0), TimeSpan.Zero);

    public SmallBank()
    {
        Must(new OpenZone(Meishan.Name, "Asia/Shanghai", Meishan.Categories));
        foreach (var code in new[] { "91511400MA6000001M", "91511400MA6000002Q" })
            _enterprises.Add(Must(new RegisterOrganisation(OrganisationKind.Enterprise, "演示企业", Uscc.Parse(code, out _), null, null, null)));
        foreach (var code in new[] { "12511400450000001A", "12511400450000002D" })
            _universities.Add(Must(new RegisterOrganisation(OrganisationKind.University, "演示高校", Uscc.Parse(code, out _), null, null, null)));
        for (var i = 0; i < 5; i++)
            _talents.Add(Must(new RegisterTalent(Bank.NewId("talent"), "演示学生", "13800000000", null, _universities[i % 2], null, null)));
    }

    public InMemoryBank Bank { get; } = new();

    public IReadOnlyList<string> Positions => _positions;

    public IReadOnlyList<string> Internships => _internships;

    public IReadOnlyList<string> Offers => _offers;

    public IReadOnlyList<string> Talents => _talents;

    /// <summary>The kinds of commands that were accepted and changed something, and those that changed nothing.</summary>
    public HashSet<(Type Command, bool Changed)> Seen { get; } = [];

    public static SmallBank After(IEnumerable<Move> moves)
    {
        var bank = new SmallBank();
        foreach (var move in moves)
            bank.Play(move);
        return bank;
    }

    public void Play(Move move)
    {
        _clock = _clock.AddHours(move.Hours);
        var command = CommandOf(move);
        if (Send(command, move.ClockIsBehind) is not Decision.Accepted { Facts.Count: > 0 })
            return;
        if (command is RecordStaff)
            _employments.AddRange(Bank.Log.Where(recorded => recorded.Body is StaffRecorded).Select(recorded => recorded.Stream).Except(_employments).ToList());
        if (command is EndEmployment { ReplacementWanted: true } end && Bank.State(Position.Stream(end.NewPositionId)).Exists)
            _positions.Add(end.NewPositionId);

        if (ChangesNothingTheSecondTime(command))
            Send(command, move.ClockIsBehind).ShouldBeOfType<Decision.Accepted>().Facts.ShouldBeEmpty($"the second time, {command} changes nothing");
    }

    private Command CommandOf(Move move)
    {
        var (_, a, b, c) = (move.Kind, move.A, move.B, move.C);
        var when = Today.AddDays(move.Late);
        var enterprise = _enterprises[a % 2];
        var category = Meishan.Categories[b % 4].Code;
        return (move.Kind % 20) switch
        {
            0 => new DepositPosition(New(_positions, "position"), enterprise, category, c % 2 == 0, "演示岗位", 1 + (c % 4), Origin.NewDemand, when),
            1 => new DepositPosition(New(_positions, "position"), enterprise, category, c % 2 == 0, "演示岗位", 1 + (c % 4), Origin.Survey, when),
            2 => new ChangeOpenings(Any(_positions, a), (b % 9) - 4, when),
            3 => new ClosePosition(Any(_positions, a), null, when),
            4 or 5 => HireInto(Any(_positions, a), b % 3 == 0 ? Any(_talents, c) : null, when),
            6 => new RecordHire(New(_employments, "employment"), enterprise, null, c % 3 == 0 ? Any(_talents, c) : null, category, a % 2 == 0, Tier.Frontline, (EmploymentKind)(c % 3 % 2), when),
            7 => new EndEmployment(Bank.NewId("position"), Any(_employments, a), (LeavingReason)(b % 9), c % 2 == 0, b % 2 == 0, when),
            8 => new RecordStaff(Bank.NewId("employment"), enterprise, [new StaffLine(category, c % 2 == 0, Tier.Middle, (EmploymentKind)(c % 2), 1 + (c % 3))], when),
            9 => new PublishDemandSurvey(when, [new Shortage("OPERATIONS", 1 + (a % 6)), new Shortage("DESIGN", b % 6), new Shortage("OTHERS", c % 6)], 1, 2),
            10 => new DepositInternship(New(_internships, "internship"), enterprise, category, "演示实习", 1 + (c % 2), when, when.AddDays(20 + c)),
            11 => new WithdrawPlace(Any(_internships, a), Any(_talents, b)),
            12 => new GiveBackPlace(Any(_internships, a), Any(_talents, b)),
            13 => new PostPracticalCredits(New(_offers, "credit-offer"), _universities[b % 2], enterprise, "演示实训", 0.5m + (c % 8 * 0.25m), 1 + (c % 2), Today.AddDays(20 + c)),
            14 => new WithdrawCredits(New(_withdrawals, "credit-withdrawal"), Any(_offers, a), Any(_talents, b)),
            15 when c % 2 == 0 => new AttestCompletion(Any(_withdrawals, a)),
            15 => new ConfirmCompletion(Any(_withdrawals, a)),
            16 => new GiveBackCredits(Any(_withdrawals, a)),
            17 => new AskIfNeeded(Any(_positions, a)),
            18 => new SuspendPosition(Any(_positions, a), Bank.State(Position.Stream(Any(_positions, a))).AnswerBy ?? Today),
            _ => new ConfirmNeed(Any(_positions, a)),
        };
    }

    private RecordHire HireInto(string positionId, string? talentId, DateOnly when) =>
        new(New(_employments, "employment"), Bank.State(Position.Stream(positionId)).EnterpriseId ?? _enterprises[0], positionId, talentId, null, null, Tier.Frontline, EmploymentKind.FullTime, when);

    private DateOnly Today => DateOnly.FromDateTime(_clock.UtcDateTime);

    private Decision Send(Command command, bool clockIsBehind)
    {
        var decision = Bank.Send(command, clockIsBehind ? Today.AddDays(-1) : Today, at: _clock);
        if (decision is Decision.Accepted accepted)
            Seen.Add((command.GetType(), accepted.Facts.Count > 0));
        return decision;
    }

    private string Must(Command command) => Bank.Send(command, Start, at: _clock).ShouldBeOfType<Decision.Accepted>().Result;

    private static bool ChangesNothingTheSecondTime(Command command) => command
        is ClosePosition or EndEmployment or WithdrawPlace or GiveBackPlace or WithdrawCredits or AttestCompletion or ConfirmCompletion or GiveBackCredits;

    private string New(List<string> known, string noun)
    {
        known.Add(Bank.NewId(noun));
        return known[^1];
    }

    private static string Any(List<string> known, int number) => known[number % known.Count];
}

/// <summary>One thing that happens.</summary>
/// <param name="Kind">Which command.</param>
/// <param name="A">To what.</param>
/// <param name="B">To whom.</param>
/// <param name="C">How much.</param>
/// <param name="Late">Days from today to the effective date, where the command has one.</param>
/// <param name="Hours">Since the move before.</param>
/// <param name="ClockIsBehind">Whether the server that takes it still has yesterday.</param>
internal sealed record Move(int Kind, int A, int B, int C, int Late, int Hours, bool ClockIsBehind);
