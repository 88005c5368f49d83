using System.Globalization;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Reports;

/// <summary>A closed month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="ClosedAt">What was recorded until then is known.</param>
/// <param name="Position">The log position at which it was closed.</param>
public sealed record ClosedMonth(DateOnly Month, DateTimeOffset ClosedAt, long Position)
{
    public DateOnly LastDay => Month.AddMonths(1).AddDays(-1);
}

/// <summary>Read model: the closed months.</summary>
public static class ClosedMonths
{
    public static readonly DocumentModel<ClosedMonth> Model = new(
        "closed_months",
        1,
        keys: recorded => recorded.Body is MonthClosed it ? [KeyOf(it.Month)] : [],
        fold: (_, closed, recorded) => recorded.Body is MonthClosed it ? new ClosedMonth(it.Month, recorded.RecordedAt, recorded.Position) : closed);

    /// <summary><c>2026-05</c>.</summary>
    public static string KeyOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
