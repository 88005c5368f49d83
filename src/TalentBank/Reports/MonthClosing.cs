namespace TalentBank.Reports;

/// <summary>Which months of the zone are closed: all from the first to the last.</summary>
/// <param name="First">The first one's first day; null before any.</param>
/// <param name="Next">The first day of the month to close next; null while it may be any.</param>
public sealed record MonthClosing(DateOnly? First, DateOnly? Next) : IState<MonthClosing>
{
    public static MonthClosing Unknown { get; } = new(null, null);

    public static IReadOnlyList<string> Nouns { get; } = ["month-closing"];

    /// <summary>One zone's log holds one such stream.</summary>
    public static readonly StreamOf<MonthClosing> Stream = new("month-closing");

    public bool Has(DateOnly month) => First <= month && month < Next;

    public MonthClosing Evolve(Fact fact) => fact is MonthClosed it ? new MonthClosing(First ?? it.Month, it.Month.AddMonths(1)) : this;
}

/// <summary>A month is closed at this fact's own place in the log, and as known at the instant at which it was recorded.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Effective">Its last day.</param>
[Stored("month_closed")]
public sealed record MonthClosed(DateOnly Month, DateOnly Effective) : Fact;
