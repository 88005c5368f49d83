namespace TalentBank;

/// <summary>Bounds of effective dates.</summary>
public static class Dates
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Whether somebody can mean this date: from 2000 on, and at most a year ahead.</summary>
    public static bool Plausible(DateOnly date, DateOnly today) => date >= Earliest && date <= today.AddYears(1);

    /// <summary>
    /// How many whole months have passed since a day: a month ends on the corresponding day of the next one or, where it has
    /// none, on its last day (Civil Code, articles 201 and 202).
    /// </summary>
    public static int WholeMonths(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) <= to ? months : months - 1;
    }

    /// <summary>Whether a figure can be asked for as of this date: the calendar's own ends have no day before or after them.</summary>
    public static bool Askable(DateOnly date) => date.Year is >= 1900 and <= 2999;

    /// <summary>The later of two days: what follows a fact never takes effect before it, whatever a server's clock says.</summary>
    public static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    /// <summary>The earlier of two days: what is noted down late counts from the day it was about.</summary>
    public static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
