using System.Globalization;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>
/// Where the talent gap will stand on its target's due date if the months to come are like those behind (formula 8). What the
/// survey counted is no change: it was there before. Costs one sum of the looked-at months by day, however long the log is.
/// </summary>
/// <param name="Due">The day forecast.</param>
/// <param name="Expected">The gap then.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Prospect">Whether the target will be reached.</param>
/// <param name="From">The first day of the months looked at.</param>
/// <param name="Months">How many were looked at.</param>
/// <param name="Compared">Which of them were taken for alike.</param>
/// <param name="Assumed">What was assumed of the months to come.</param>
public sealed record GapForecast(DateOnly Due, int Expected, int Low, int High, Prospect Prospect, DateOnly From, int Months, ComparedMonths Compared, ForecastAssumptions Assumed)
{
    /// <summary>The part of all outcomes that the interval holds.</summary>
    public double Level { get; } = Forecast.Level;

    /// <summary>Null without a target, after its due date, and while fewer than six whole months have passed since its baseline.</summary>
    public static Question<GapForecast?> Ask(TalentGap gap, ForecastAssumptions assumed)
    {
        if (!Dates.Askable(gap.AsOf))
            return Question.Refuse<GapForecast?>("date-out-of-range", "asOf", ("date", gap.AsOf));
        if (assumed.Months is < Forecast.FewestMonths or > ForecastAssumptions.MostMonths)
            return Question.Refuse<GapForecast?>("months-out-of-range", "months", ("least", Forecast.FewestMonths), ("most", ForecastAssumptions.MostMonths), ("months", assumed.Months));
        if (assumed.NewDemand is < 0 or > ForecastAssumptions.MostTimes)
            return Question.Refuse<GapForecast?>("scale-out-of-range", "newDemand", ("most", ForecastAssumptions.MostTimes), ("scale", assumed.NewDemand));
        if (assumed.Hires is < 0 or > ForecastAssumptions.MostTimes)
            return Question.Refuse<GapForecast?>("scale-out-of-range", "hires", ("most", ForecastAssumptions.MostTimes), ("scale", assumed.Hires));
        var end = MonthOf(gap.AsOf.AddDays(1));
        var begin = end.AddMonths(-assumed.Months);
        return Question.All(
            TargetPaths.Of(TargetFigure.TalentGap),
            Question.Sum(new Balances(gap.Entries with { From = begin, Until = end.AddDays(-1) }, ["effective", "reason"])),
            (path, days) => path is null ? null : Of(gap, path, Since(path.BaselineDate, begin, end), end, days, assumed));
    }

    private static GapForecast? Of(TalentGap gap, TargetPath path, DateOnly begin, DateOnly end, IReadOnlyList<Balance> days, ForecastAssumptions assumed)
    {
        var changes = days.ToLookup(row => MonthOf(DateOnly.Parse(row.Group[0]!, CultureInfo.InvariantCulture)), row => assumed.Of(row.Group[1]!, row.Amount));
        var past = MonthsBetween(begin, end).Select(month => new PastMonth(month, (double)changes[month].Sum(), (double)changes[month].Sum(Math.Abs))).ToList();
        if (past.Count < Forecast.FewestMonths || path.Due < gap.AsOf)
            return null;
        var forecast = Forecast.Of(past, MonthAhead.Between(gap.AsOf, path.Due), assumed.Season);
        var (low, high) = (Persons(Math.Floor(gap.Gap + forecast.Change - forecast.Margin)), Persons(Math.Ceiling(gap.Gap + forecast.Change + forecast.Margin)));
        var prospect = high <= path.Goal ? Prospect.Likely : low <= path.Goal ? Prospect.Open : Prospect.Unlikely;
        return new GapForecast(path.Due, Persons(Math.Round(gap.Gap + forecast.Change)), low, high, prospect, begin, past.Count, forecast.Compared, assumed);
    }

    /// <summary>The first day of the months looked at: what was before the baseline was not observed.</summary>
    private static DateOnly Since(DateOnly baseline, DateOnly begin, DateOnly end) =>
        Dates.Earlier(end, Dates.Later(begin, MonthOf(baseline.AddMonths(1))));

    private static IEnumerable<DateOnly> MonthsBetween(DateOnly begin, DateOnly end)
    {
        for (var month = begin; month < end; month = month.AddMonths(1))
            yield return month;
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static int Persons(double gap) => (int)Math.Clamp(gap, 0, int.MaxValue);
}

/// <summary>What a forecast assumes.</summary>
/// <param name="Months">How many whole months to look back, at most.</param>
/// <param name="Season">Whether like seasons are compared.</param>
/// <param name="NewDemand">How many times the openings that enterprises add, of those they have added.</param>
/// <param name="Hires">How many times the hires.</param>
public sealed record ForecastAssumptions(int Months, bool Season, decimal NewDemand, decimal Hires)
{
    public const int MostMonths = 60;
    public const int MostTimes = 10;

    /// <summary>What a change of the past would be under these assumptions.</summary>
    public decimal Of(string reason, decimal change) => reason switch
    {
        Reasons.Surveyed => 0,
        Reasons.NewDemand => change * NewDemand,
        Reasons.Hired or Reasons.HiredOutside => change * Hires,
        _ => change,
    };

    /// <summary>The arguments of a field.</summary>
    public static ForecastAssumptions Of(Asked asked) => new(
        asked.Argument<int?>("months") ?? 24, asked.Argument<bool?>("season") ?? true, asked.Argument<decimal?>("newDemand") ?? 1, asked.Argument<decimal?>("hires") ?? 1);
}

/// <summary>Whether a target will be reached, as far as a forecast can tell.</summary>
public enum Prospect
{
    /// <summary>Within the whole interval it is.</summary>
    Likely,

    /// <summary>Within a part of it.</summary>
    Open,

    /// <summary>Nowhere within it.</summary>
    Unlikely,
}
