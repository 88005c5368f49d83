using TalentBank.Ledger;
using TalentBank.Targets;

namespace TalentBank.Reports;

/// <summary>
/// A closed month's report (月报): the figures as of its last day, as known when it was closed. It reads the same for ever;
/// what is booked later about it stands in the next month's report as revisions (修订数).
/// </summary>
/// <param name="Closed">The month.</param>
/// <param name="Before">The month before, if that was closed too.</param>
public sealed record MonthlyReport(ClosedMonth Closed, ClosedMonth? Before)
{
    public DateOnly Month => Closed.Month;

    public DateOnly LastDay => Closed.LastDay;

    public DateTimeOffset ClosedAt => Closed.ClosedAt;

    public long Position => Closed.Position;

    /// <summary>From where all of it is seen.</summary>
    public Standpoint Standpoint => new(LastDay, ClosedAt);

    /// <summary>Null where the month is not closed.</summary>
    public static Question<MonthlyReport?> Ask(DateOnly month)
    {
        if (!Dates.Askable(month))
            return Question.Refuse<MonthlyReport?>("date-out-of-range", "month", ("date", month));
        return Question.All(
            Question.Document(ClosedMonths.Model, ClosedMonths.KeyOf(month)),
            Question.Document(ClosedMonths.Model, ClosedMonths.KeyOf(month.AddMonths(-1))),
            (closed, before) => closed is null ? null : new MonthlyReport(closed, before));
    }

    /// <summary>Why the gap changed since the report before; without one, as known at the closing.</summary>
    public Question<Changes> Changes() =>
        Targets.Changes.Ask(new Standpoint(Month.AddDays(-1), Before?.ClosedAt ?? ClosedAt), Standpoint, LastDay);

    /// <summary>A line per figure. Costs some fifty sums, looked up at once.</summary>
    public Question<IReadOnlyList<ReportLine>> Lines() => ReportFigure.All.Aggregate(
        Question.Answer<IReadOnlyList<ReportLine>>([]),
        (lines, figure) => lines.With(figure.Line(this), (read, line) => (IReadOnlyList<ReportLine>)[.. read, line]));
}
