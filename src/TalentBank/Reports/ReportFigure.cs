using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Reports;

/// <summary>How a figure of the monthly report is made of ledger entries.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Entries">All of its entries.</param>
/// <param name="IsBalance">Whether it is what stands on a day, not what happens in a month.</param>
/// <param name="Sign">−1 where entries that leave are counted.</param>
public sealed record ReportFigure(ReportedFigure Figure, LedgerQuery Entries, bool IsBalance = false, int Sign = 1)
{
    /// <summary>In the report's order. Hires and departures are those of full-time employments: they alone fill openings.</summary>
    public static readonly IReadOnlyList<ReportFigure> All =
    [
        new(ReportedFigure.TalentGap, new LedgerQuery(Units.Openings, Accounts.Gap), IsBalance: true),
        new(ReportedFigure.Hires, Flow(Units.Openings, Accounts.Filled, Reasons.Hired, Reasons.HiredOutside)),
        new(ReportedFigure.Departures, Flow(Units.Openings, Accounts.Filled, Reasons.Reopened, Reasons.Ended), Sign: -1),
        new(ReportedFigure.CreditsEarned, Flow(Units.Credits, Accounts.Earned, Reasons.Earned)),
        new(ReportedFigure.PlacesTaken, Flow(Units.Places, Accounts.Taken, Reasons.Withdrawn, Reasons.GivenBack)),
        new(ReportedFigure.InternshipsCompleted, Flow(Units.Places, Accounts.Completed, Reasons.Completed)),
        new(ReportedFigure.TrainingParticipations, Flow(Units.Seats, Accounts.Attended, Reasons.Attended)),
        new(ReportedFigure.FundAvailable, new LedgerQuery(Units.Yuan, [Accounts.Available]), IsBalance: true),
        new(ReportedFigure.FundReserved, new LedgerQuery(Units.Yuan, [Accounts.Reserved]), IsBalance: true),
        new(ReportedFigure.FundCommitted, new LedgerQuery(Units.Yuan, [Accounts.Committed]), IsBalance: true),
    ];

    /// <summary>The figure in a month's report.</summary>
    public Question<ReportLine> Line(MonthlyReport report)
    {
        var (month, known) = (report.Month, Entries with { KnownAt = report.ClosedAt });
        var revision = report.Before is { } before
            ? Sum(known with { Until = month.AddDays(-1), KnownAfter = before.ClosedAt }).Select(sum => (decimal?)sum)
            : Question.Answer<decimal?>(null);
        return Question.All(
            Of(known, month),
            Of(known, month.AddMonths(-1)),
            Of(known, month.AddYears(-1)),
            Sum(known with { From = new DateOnly(month.Year, 1, 1), Until = report.LastDay }).With(revision, (year, late) => (year, late)),
            (amount, monthBefore, yearBefore, rest) => new ReportLine(Figure, amount, monthBefore, yearBefore, rest.year, rest.late));
    }

    private Question<decimal> Of(LedgerQuery known, DateOnly month) =>
        Sum(known with { From = IsBalance ? null : month, Until = month.AddMonths(1).AddDays(-1) });

    private Question<decimal> Sum(LedgerQuery entries) => Question.Sum(new Balances(entries, [])).Select(rows => Sign * rows.Sum(row => row.Amount));

    private static LedgerQuery Flow(string unit, string account, params IReadOnlyList<string> reasons) => new(unit, [account]) { Reasons = reasons };
}
