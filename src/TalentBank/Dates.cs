namespace TalentBank;

/// <summary>Bounds of effective dates.</summary>
public static class Dates
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Whether somebody can mean this date: from 2000 on, and at most a year ahead.</summary>
    public static bool Plausible(DateOnly date, DateOnly today) => date >= Earliest && date <= today.AddYears(1);
}
