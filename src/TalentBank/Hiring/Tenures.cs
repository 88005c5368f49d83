using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Hiring;

/// <summary>How long a full-time employment holds, with the instants at which it was learnt: what rates over persons are counted from.</summary>
/// <param name="Id">The employment.</param>
/// <param name="EnterpriseId">The employer.</param>
/// <param name="WasStaff">Already there when the enterprise was first observed.</param>
/// <param name="From">The first day of work, or first observed.</param>
/// <param name="RecordedAt">Known from this instant on.</param>
/// <param name="Departure">How it ended; null while it holds.</param>
public sealed record Tenure(string Id, string EnterpriseId, bool WasStaff, DateOnly From, DateTimeOffset RecordedAt, Departure? Departure)
{
    /// <summary>As seen from a standpoint with a date: what is not yet true or not yet known is left out; null where it had not begun.</summary>
    public Tenure? Seen(Standpoint standpoint)
    {
        if (From > standpoint.AsOf || RecordedAt > standpoint.KnownAt)
            return null;
        return Departure is null || (Departure.On <= standpoint.AsOf && Departure.RecordedAt <= (standpoint.KnownAt ?? Departure.RecordedAt)) ? this : this with { Departure = null };
    }

    public bool HoldsOn(DateOnly day) => From <= day && (Departure is null || Departure.On > day);
}

/// <summary>Somebody left.</summary>
/// <param name="On">The first day the employment no longer holds.</param>
/// <param name="RecordedAt">Known from this instant on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Voluntary">Whether they resigned.</param>
public sealed record Departure(DateOnly On, DateTimeOffset RecordedAt, LeavingReason Reason, Destination Destination, bool Voluntary);

/// <summary>Read model: every full-time employment's tenure.</summary>
public static class Tenures
{
    private const int Most = 1_000_000;

    public static readonly DocumentModel<Tenure> Model = new(
        "tenures",
        1,
        keys: recorded => recorded.Body switch
        {
            StaffRecorded { Job.CountsAsFilled: true } it => [it.EmploymentId],
            TalentHired { Job.CountsAsFilled: true } it => [it.EmploymentId],
            EmploymentEnded { Job.CountsAsFilled: true } it => [it.EmploymentId],
            _ => [],
        },
        fold: (id, tenure, recorded) => recorded.Body switch
        {
            StaffRecorded it => new Tenure(id, it.Job.EnterpriseId, WasStaff: true, it.Effective, recorded.RecordedAt, null),
            TalentHired it => new Tenure(id, it.Job.EnterpriseId, WasStaff: false, it.Effective, recorded.RecordedAt, null),
            EmploymentEnded it => tenure! with { Departure = new Departure(it.Effective, recorded.RecordedAt, it.Reason, it.Destination, it.Voluntary) },
            _ => tenure,
        },
        new("enterprise", ColumnType.Text, tenure => tenure.EnterpriseId),
        new("from", ColumnType.Date, tenure => tenure.From),
        new("left_on", ColumnType.Date, tenure => tenure.Departure?.On));

    /// <summary>Tenures as they are seen from a standpoint with a date.</summary>
    /// <param name="standpoint">From where.</param>
    /// <param name="enterpriseId">Of one enterprise; null: of all.</param>
    /// <param name="where">Which of them; what it costs grows with their number.</param>
    public static Question<IReadOnlyList<Tenure>> Seen(Standpoint standpoint, string? enterpriseId, params IReadOnlyList<Condition> where) =>
        Question.Documents(Model, new DocumentQuery([.. where, .. enterpriseId is null ? (Condition[])[] : [new("enterprise", Comparison.In, [enterpriseId])]], [], First: Most))
            .Select(tenures => (IReadOnlyList<Tenure>)[.. tenures.Select(tenure => tenure.Seen(standpoint)).OfType<Tenure>()]);
}
