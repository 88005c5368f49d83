using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Hiring;

/// <summary>One person's work for one enterprise, from the first day of work (用工之日) to the first day it no longer holds.</summary>
public sealed record Employment(Job? Job, DateOnly From, EmploymentEnded? End) : IState<Employment>
{
    public static Employment Unknown { get; } = new(null, default, null);

    public static IReadOnlyList<string> Nouns { get; } = ["employment"];

    public static StreamOf<Employment> Stream(string employmentId) => new(employmentId);

    public bool HoldsOn(DateOnly day) => Job is not null && From <= day && (End is null || End.Effective > day);

    public Employment Evolve(Fact fact) => fact switch
    {
        StaffRecorded it => new Employment(it.Job, it.Effective, null),
        TalentHired it => new Employment(it.Job, it.Effective, null),
        EmploymentEnded it => this with { End = it },
        _ => this,
    };
}

/// <summary>What an employment is: whose, as what, on which terms.</summary>
/// <param name="EnterpriseId">The employer.</param>
/// <param name="PositionId">The position requirement it fills; null for staff already there and hires without one.</param>
/// <param name="TalentId">The talent's account; null where the person has none.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Key">Whether it is a key position.</param>
/// <param name="Tier">Frontline, middle or senior.</param>
/// <param name="Kind">Only full-time employments fill openings and count in turnover.</param>
public sealed record Job(string EnterpriseId, string? PositionId, string? TalentId, string Category, bool Key, Tier Tier, EmploymentKind Kind)
{
    public bool CountsAsFilled => Kind is EmploymentKind.FullTime;

    /// <summary>The dimensions in which openings stand as filled.</summary>
    public Dimensions Filled => new() { Category = Category, Key = Key, Enterprise = EnterpriseId, Position = PositionId };

    /// <summary>The dimensions in which the person stands as employed.</summary>
    public Dimensions Employed(string employmentId) => Filled with
    {
        Talent = TalentId,
        Employment = employmentId,
        EmploymentKind = Wording.Code(Kind),
        Tier = Wording.Code(Tier),
    };
}

/// <summary>The training tiers (一线员工、中层管理人员、高层管理人员).</summary>
public enum Tier
{
    Frontline,
    Middle,
    Senior,
}

/// <summary>On what terms somebody works.</summary>
public enum EmploymentKind
{
    /// <summary>A full-time labour contract (全日制劳动合同).</summary>
    FullTime,

    /// <summary>非全日制用工.</summary>
    PartTime,

    /// <summary>劳务派遣.</summary>
    Dispatched,

    /// <summary>退休返聘.</summary>
    RehiredRetiree,

    /// <summary>劳务协议.</summary>
    ServiceAgreement,
}

/// <summary>Somebody who already worked there when the enterprise joined the bank: no hire, no effect on the gap.</summary>
[Stored("staff_recorded")]
public sealed record StaffRecorded(string EmploymentId, Job Job, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers()
    {
        yield return Job.Employed(EmploymentId).Move(Units.People, Accounts.Outside, Accounts.Employed, 1, Reasons.StaffRecorded, Effective);
        if (Job.CountsAsFilled)
            yield return Job.Filled.Move(Units.Openings, Accounts.Outside, Accounts.Filled, 1, Reasons.StaffRecorded, Effective);
    }
}

/// <param name="EmploymentId">The employment that begins.</param>
/// <param name="Job">What it is.</param>
/// <param name="FromSurvey">Without a position: whether a surveyed opening of the category was left to fill.</param>
/// <param name="Effective">The first day of work.</param>
[Stored("talent_hired")]
public sealed record TalentHired(string EmploymentId, Job Job, bool FromSurvey, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers()
    {
        yield return Job.Employed(EmploymentId).Move(Units.People, Accounts.Outside, Accounts.Employed, 1, Reasons.Hired, Effective);
        if (!Job.CountsAsFilled)
            yield break;
        yield return (Job.PositionId, FromSurvey) switch
        {
            ({ }, _) => Job.Filled.Move(Units.Openings, Accounts.Open, Accounts.Filled, 1, Reasons.Hired, Effective),
            (null, true) => new Transfer(Units.Openings, new Dimensions { Category = Job.Category }.In(Accounts.Surveyed), Job.Filled.In(Accounts.Filled), 1, Reasons.HiredOutside, Effective),
            (null, false) => Job.Filled.Move(Units.Openings, Accounts.Outside, Accounts.Filled, 1, Reasons.HiredOutside, Effective),
        };
    }
}
