using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>Credits that a university takes for one of its courses.</summary>
/// <param name="Id">The acceptance.</param>
/// <param name="UniversityId">Who takes them.</param>
/// <param name="FromUniversityId">Credits that stand with which university.</param>
/// <param name="Course">For which course.</param>
/// <param name="Credits">How many.</param>
/// <param name="ShelfMonths">For how many months after they were earned; null: as long as they are good.</param>
/// <param name="AcceptedOn">From when on.</param>
public sealed record CreditAcceptanceEntry(
    string Id, string UniversityId, string FromUniversityId, string Course, decimal Credits, int? ShelfMonths, DateOnly AcceptedOn);

/// <summary>Read model: every acceptance of credits.</summary>
public static class CreditAcceptances
{
    public static readonly DocumentModel<CreditAcceptanceEntry> Model = new(
        "credit_acceptances",
        1,
        keys: recorded => recorded.Body is CreditsAccepted it ? [it.AcceptanceId] : [],
        fold: (id, entry, recorded) => recorded.Body is CreditsAccepted it
            ? new CreditAcceptanceEntry(id, it.UniversityId, it.FromUniversityId, it.Course, it.Credits, it.ShelfMonths, it.Effective)
            : entry,
        new("id", ColumnType.Text, entry => entry.Id),
        new("university", ColumnType.Text, entry => entry.UniversityId),
        new("from_university", ColumnType.Text, entry => entry.FromUniversityId),
        new("course", ColumnType.Text, entry => entry.Course),
        new("accepted_on", ColumnType.Date, entry => entry.AcceptedOn));
}
