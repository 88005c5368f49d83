using TalentBank.EventStore.ReadModels;

namespace TalentBank.Hiring;

/// <summary>An employment as the bank knows it.</summary>
/// <param name="Id">The employment.</param>
/// <param name="EnterpriseId">The employer.</param>
/// <param name="PositionId">The position requirement it fills, if any.</param>
/// <param name="TalentId">The talent's account, if any.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Key">Whether it is a key position.</param>
/// <param name="Tier">Frontline, middle or senior.</param>
/// <param name="Kind">On what terms.</param>
/// <param name="WasStaff">Already there when the enterprise was first observed.</param>
/// <param name="From">The first day of work, or first observed.</param>
/// <param name="Until">The first day it no longer holds; null while it holds.</param>
/// <param name="LeavingReason">Why it ended.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Voluntary">Whether the person resigned.</param>
public sealed record EmploymentRecord(
    string Id, string EnterpriseId, string? PositionId, string? TalentId, string Category, bool Key, Tier Tier, EmploymentKind Kind,
    bool WasStaff, DateOnly From, DateOnly? Until, LeavingReason? LeavingReason, Destination? Destination, bool? Voluntary);

/// <summary>Read model: every employment, also those that ended.</summary>
public static class Employments
{
    public static readonly DocumentModel<EmploymentRecord> Model = new(
        "employments",
        2,
        keys: recorded => recorded.Body switch
        {
            StaffRecorded it => [it.EmploymentId],
            TalentHired it => [it.EmploymentId],
            EmploymentEnded it => [it.EmploymentId],
            _ => [],
        },
        fold: (id, employment, recorded) => recorded.Body switch
        {
            StaffRecorded it => Begin(id, it.Job, wasStaff: true, it.Effective),
            TalentHired it => Begin(id, it.Job, wasStaff: false, it.Effective),
            EmploymentEnded it => employment! with { Until = it.Effective, LeavingReason = it.Reason, Destination = it.Destination, Voluntary = it.Voluntary },
            _ => employment,
        },
        new("id", ColumnType.Text, employment => employment.Id),
        new("enterprise", ColumnType.Text, employment => employment.EnterpriseId),
        new("position", ColumnType.Text, employment => employment.PositionId),
        new("talent", ColumnType.Text, employment => employment.TalentId),
        new("category", ColumnType.Text, employment => employment.Category),
        new("key", ColumnType.Flag, employment => employment.Key),
        new("was_staff", ColumnType.Flag, employment => employment.WasStaff),
        new("from", ColumnType.Date, employment => employment.From),
        new("until", ColumnType.Date, employment => employment.Until));

    private static EmploymentRecord Begin(string id, Job job, bool wasStaff, DateOnly from) => new(
        id, job.EnterpriseId, job.PositionId, job.TalentId, job.Category, job.Key, job.Tier, job.Kind, wasStaff, from, null, null, null, null);
}
