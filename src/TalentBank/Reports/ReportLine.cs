namespace TalentBank.Reports;

/// <summary>One figure of a monthly report, beside what it is compared with; all as known at the closing.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Amount">Of the month; of a balance, on its last day.</param>
/// <param name="MonthBefore">The same, a month before (环比).</param>
/// <param name="YearBefore">The same, a year before (同比).</param>
/// <param name="YearToDate">Since the year's first day (本年累计); of a balance, its change.</param>
/// <param name="Revision">What was booked about the time before this month since the month before was closed (修订数); null where that was not.</param>
public sealed record ReportLine(ReportedFigure Figure, decimal Amount, decimal MonthBefore, decimal YearBefore, decimal YearToDate, decimal? Revision);

/// <summary>The figures of a monthly report.</summary>
public enum ReportedFigure
{
    TalentGap,
    Hires,
    Departures,
    CreditsEarned,
    PlacesTaken,
    InternshipsCompleted,
    TrainingParticipations,
    FundAvailable,
    FundReserved,
    FundCommitted,
}
