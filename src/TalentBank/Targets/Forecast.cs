namespace TalentBank.Targets;

/// <summary>
/// What the months to come will change, with a prediction interval of 80 %. Months compared with each other scatter
/// independently about one mean, the more the more persons move in them, as counts do (quasi-Poisson); the interval is
/// Student's for the sum of months not yet seen, so it holds their own scatter and what the few months seen leave unknown of
/// the mean.
/// </summary>
/// <param name="Change">Expected, from the end of the history to the end of the months ahead.</param>
/// <param name="Margin">The interval is this much on either side.</param>
/// <param name="Compared">Which months were compared with each other.</param>
public sealed record Forecast(double Change, double Margin, ComparedMonths Compared)
{
    /// <summary>Of all months that could come about so, the part whose sum the interval holds.</summary>
    public const double Level = 0.8;

    /// <summary>The fewest months of which anything is said: three degrees of freedom remain, whatever is compared.</summary>
    public const int FewestMonths = 6;

    /// <summary>The forecast of the months ahead.</summary>
    /// <param name="past">At least <see cref="FewestMonths"/> whole months.</param>
    /// <param name="ahead">Months to come, the first and last perhaps in part.</param>
    /// <param name="seasonal">Whether to compare like seasons, as finely as the history allows.</param>
    public static Forecast Of(IReadOnlyList<PastMonth> past, IReadOnlyList<MonthAhead> ahead, bool seasonal)
    {
        var compared = seasonal ? Finest(past, ahead) : ComparedMonths.All;
        var groups = past.GroupBy(month => GroupOf(month.First, compared))
            .ToDictionary(group => group.Key, group => (Mean: group.Average(month => month.Change), Moved: Math.Max(1, group.Average(month => month.Moved)), Months: group.Count()));
        var squares = past.Select(month => (month.Change, Like: groups[GroupOf(month.First, compared)])).Sum(month => Math.Pow(month.Change - month.Like.Mean, 2) / month.Like.Moved);
        var freedom = past.Count - groups.Count;
        var (change, spread) = (0.0, 0.0);
        foreach (var group in ahead.GroupBy(month => GroupOf(month.First, compared)))
        {
            var like = groups[group.Key];
            var length = group.Sum(month => month.Part);
            change += length * like.Mean;
            spread += like.Moved * (length + (length * length / like.Months));
        }

        // Months that were all alike prove little: at least one person might have moved in one of them.
        var dispersion = Math.Max(1, squares) / freedom;
        return new Forecast(change, Student(freedom) * Math.Sqrt(dispersion * spread), compared);
    }

    /// <summary>The finest comparison in which every month ahead finds at least two months of the past.</summary>
    private static ComparedMonths Finest(IReadOnlyList<PastMonth> past, IReadOnlyList<MonthAhead> ahead) =>
        new[] { ComparedMonths.SameMonth, ComparedMonths.SpringFestival }.FirstOrDefault(
            compared => ahead.All(month => past.Count(other => GroupOf(other.First, compared) == GroupOf(month.First, compared)) >= 2)
                && past.Count - past.DistinctBy(month => GroupOf(month.First, compared)).Count() >= 3,
            ComparedMonths.All);

    private static int GroupOf(DateOnly month, ComparedMonths compared) => compared switch
    {
        ComparedMonths.SameMonth => month.Month,
        ComparedMonths.SpringFestival => month.Month <= 3 ? 1 : 2,
        _ => 0,
    };

    /// <summary>
    /// Student's t below which nine tenths lie, from the normal quantile (Cornish-Fisher to the third order): from three degrees
    /// of freedom on within 0.1 % of the exact one.
    /// </summary>
    public static double Student(int freedom)
    {
        const double z = 1.2815515655446004;
        var (n, z3, z5, z7) = ((double)freedom, Math.Pow(z, 3), Math.Pow(z, 5), Math.Pow(z, 7));
        return z
            + ((z3 + z) / (4 * n))
            + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * n * n))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * n * n * n));
    }
}

/// <summary>A whole month that is over.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Change">By how much the figure changed in it.</param>
/// <param name="Moved">How many came and went.</param>
public sealed record PastMonth(DateOnly First, double Change, double Moved);

/// <summary>A month to come.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Part">How much of it: 1 is the whole.</param>
public sealed record MonthAhead(DateOnly First, double Part)
{
    /// <summary>The months after a day, through another, each with the part of it that lies between.</summary>
    public static IReadOnlyList<MonthAhead> Between(DateOnly after, DateOnly through)
    {
        var months = new List<MonthAhead>();
        for (var day = after.AddDays(1); day <= through;)
        {
            var first = new DateOnly(day.Year, day.Month, 1);
            var next = first.AddMonths(1);
            var end = Dates.Earlier(next, through.AddDays(1));
            months.Add(new MonthAhead(first, (double)(end.DayNumber - day.DayNumber) / (next.DayNumber - first.DayNumber)));
            day = next;
        }

        return months;
    }
}

/// <summary>Which months a forecast takes for alike.</summary>
public enum ComparedMonths
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>January to March, in which people move before and after the Spring Festival, and the rest of the year.</summary>
    SpringFestival,

    /// <summary>The same calendar months of different years.</summary>
    SameMonth,
}
