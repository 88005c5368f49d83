namespace TalentBank.Reports;

/// <summary>The chamber closes a month that is over: its report is what is known now, for ever. Months are closed in their order.</summary>
public sealed record CloseMonth(DateOnly Month) : Command
{
    public override IEnumerable<string> Streams => [MonthClosing.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        if (!Dates.Plausible(Month, now.Today))
            return Refuse("date-out-of-range", "month", ("date", Month));
        var month = new DateOnly(Month.Year, Month.Month, 1);
        var key = ClosedMonths.KeyOf(month);
        return states.Of(MonthClosing.Stream) switch
        {
            _ when month.AddMonths(1) > now.Today => Refuse("month-not-over", "month", ("month", key)),
            var closed when closed.Has(month) => Accept(key),
            { Next: { } next } when month != next => Refuse("month-out-of-order", "month", ("next", ClosedMonths.KeyOf(next))),
            _ => Accept(key).With(MonthClosing.Stream, new MonthClosed(month, month.AddMonths(1).AddDays(-1))),
        };
    }
}
