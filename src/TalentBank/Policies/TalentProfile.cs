using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Talents;

namespace TalentBank.Policies;

/// <summary>A talent's dated facts, so that policies can be judged as of any day and as far as known at any instant.</summary>
public sealed record TalentProfile(string Id, string? UniversityId, DateTimeOffset RegisteredAt, IReadOnlyList<ProfileEmployment> Employments)
{
    /// <summary>The profile as far as it was known at an instant (null: all that is known); null where the talent was not yet known.</summary>
    public TalentProfile? KnownAt(DateTimeOffset? instant) =>
        instant is null ? this
        : RegisteredAt > instant ? null
        : this with { Employments = [.. Employments.Where(employment => employment.RecordedAt <= instant).Select(employment => employment.KnownAt(instant.Value))] };

    /// <summary>The employment that holds on a day: the full-time one, else the one that began first.</summary>
    public ProfileEmployment? EmploymentOn(DateOnly day) => Employments
        .Where(employment => employment.From <= day && (employment.Until is null || employment.Until > day))
        .OrderByDescending(employment => employment.Kind is EmploymentKind.FullTime)
        .ThenBy(employment => employment.From)
        .ThenBy(employment => employment.Id, StringComparer.Ordinal)
        .FirstOrDefault();
}

/// <summary>An employment with the instants at which its start and its end were recorded.</summary>
public sealed record ProfileEmployment(
    string Id, string EnterpriseId, string Category, bool Key, Tier Tier, EmploymentKind Kind, DateOnly From, DateTimeOffset RecordedAt, DateOnly? Until, DateTimeOffset? EndRecordedAt)
{
    public ProfileEmployment KnownAt(DateTimeOffset instant) => EndRecordedAt > instant ? this with { Until = null, EndRecordedAt = null } : this;
}

/// <summary>Read model: every talent's profile.</summary>
public static class TalentProfiles
{
    public static readonly DocumentModel<TalentProfile> Model = new(
        "talent_profiles",
        1,
        keys: recorded => recorded.Body switch
        {
            TalentRegistered it => [it.TalentId],
            StaffRecorded { Job.TalentId: { } talent } => [talent],
            TalentHired { Job.TalentId: { } talent } => [talent],
            EmploymentEnded { Job.TalentId: { } talent } => [talent],
            _ => [],
        },
        fold: (id, profile, recorded) => recorded.Body switch
        {
            TalentRegistered it => new TalentProfile(id, it.UniversityId, recorded.RecordedAt, []),
            StaffRecorded it => Begin(profile!, it.EmploymentId, it.Job, it.Effective, recorded.RecordedAt),
            TalentHired it => Begin(profile!, it.EmploymentId, it.Job, it.Effective, recorded.RecordedAt),
            EmploymentEnded it => profile! with
            {
                Employments = [.. profile.Employments.Select(employment => employment.Id == it.EmploymentId
                    ? employment with { Until = it.Effective, EndRecordedAt = recorded.RecordedAt }
                    : employment)],
            },
            _ => profile,
        },
        new Column<TalentProfile>("id", ColumnType.Text, profile => profile.Id));

    private static TalentProfile Begin(TalentProfile profile, string employmentId, Job job, DateOnly from, DateTimeOffset recordedAt) => profile with
    {
        Employments = [.. profile.Employments, new ProfileEmployment(
            employmentId, job.EnterpriseId, job.Category, job.Key, job.Tier, job.Kind, from, recordedAt, null, null)],
    };
}
