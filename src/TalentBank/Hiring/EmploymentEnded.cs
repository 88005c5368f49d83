using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Hiring;

/// <param name="EmploymentId">The employment that ended.</param>
/// <param name="Job">What it was.</param>
/// <param name="Reason">Why.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Voluntary">Whether the person resigned.</param>
/// <param name="ReplacementPositionId">Where the replacement is sought; null where none is wanted.</param>
/// <param name="Effective">The first day it no longer holds.</param>
[Stored("employment_ended_v2")]
public sealed record EmploymentEnded(
    string EmploymentId, Job Job, LeavingReason Reason, Destination Destination, bool Voluntary, string? ReplacementPositionId, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers()
    {
        yield return Job.Employed(EmploymentId)
            .Move(Units.People, Accounts.Employed, Accounts.Outside, 1, Voluntary ? Reasons.Resigned : Reasons.Left, Effective);
        if (!Job.CountsAsFilled)
            yield break;
        yield return ReplacementPositionId is null
            ? Job.Filled.Move(Units.Openings, Accounts.Filled, Accounts.Outside, 1, Reasons.Ended, Effective)
            : new Transfer(Units.Openings, Job.Filled.In(Accounts.Filled), (Job.Filled with { Position = ReplacementPositionId }).In(Accounts.Open), 1, Reasons.Reopened, Effective);
    }
}

/// <summary>Until 2026-12, when nobody was asked where leavers go.</summary>
[Stored("employment_ended")]
public sealed record EmploymentEndedV1(
    string EmploymentId, Job Job, LeavingReason Reason, bool Voluntary, string? ReplacementPositionId, DateOnly Effective) : Former<EmploymentEnded>
{
    protected override EmploymentEnded Became() => new(EmploymentId, Job, Reason, Destination.Undisclosed, Voluntary, ReplacementPositionId, Effective);
}

/// <summary>Why somebody left; the first four are the causes of the field survey, in its order.</summary>
public enum LeavingReason
{
    TrainingMisaligned,
    NoPromotionPath,
    Pay,
    LivingConditions,
    Family,
    FurtherStudy,
    EndOfContract,
    Dismissed,
    Undisclosed,
}

/// <summary>Where a leaver goes.</summary>
public enum Destination
{
    /// <summary>To another enterprise of the zone.</summary>
    SameZone,
    Chengdu,
    Elsewhere,
    OwnBusiness,
    Study,
    NoWork,
    Undisclosed,
}
