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
}
