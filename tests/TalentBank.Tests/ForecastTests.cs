using TalentBank.Targets;

namespace TalentBank.Tests;

/// <summary>Forecasts of generated histories, against what then came: openings and hires are counts, each from a seed of its own.</summary>
public sealed class ForecastTests
{
    private const int Histories = 2000;
    private static readonly DateOnly Start = new(2026, 1, 1);

    [Theory]
    [InlineData(6, 6)]
    [InlineData(12, 24)]
    [InlineData(24, 12)]
    public void The_interval_holds_what_comes_in_eight_of_ten_histories(int months, int ahead) =>
        Coverage(months, ahead, seasonal: false, Steady).ShouldBeInRange(0.76, 0.84);

    [Theory]
    [InlineData(12, 3)]
    [InlineData(24, 3)]
    public void With_seasons_too_where_the_months_ahead_are_unlike_the_rest(int months, int ahead) =>
        Coverage(months, ahead, seasonal: true, Seasonal).ShouldBeInRange(0.76, 0.84);

    [Fact]
    public void An_interval_that_takes_the_mean_of_few_months_for_certain_would_not_pass() =>
        Coverage(12, 24, seasonal: false, Steady, forecast => forecast.Margin / Math.Sqrt(3)).ShouldBeLessThan(0.7);

    [Fact]
    public void Comparing_all_months_would_not_pass_where_there_are_seasons() =>
        Coverage(24, 3, seasonal: false, Seasonal).ShouldBeLessThan(0.7);

    [Fact]
    public void Months_are_compared_as_finely_as_the_history_allows()
    {
        ComparedIn(36).ShouldBe(ComparedMonths.SameMonth);
        ComparedIn(24).ShouldBe(ComparedMonths.SameMonth);
        ComparedIn(12).ShouldBe(ComparedMonths.SpringFestival);
        Forecast.Of([.. Enumerable.Range(3, 9).Select(month => new PastMonth(Start.AddMonths(month), 0, 0))], [new MonthAhead(Start.AddMonths(12), 1)], seasonal: true)
            .Compared.ShouldBe(ComparedMonths.All, "no month around a Spring Festival was seen");
    }

    [Fact]
    public void Months_that_were_all_alike_do_not_promise_that_nothing_will_change()
    {
        var forecast = Forecast.Of([.. Enumerable.Range(0, 6).Select(month => new PastMonth(Start.AddMonths(month), 0, 0))], [new MonthAhead(Start.AddMonths(6), 1)], seasonal: false);
        forecast.Change.ShouldBe(0);
        forecast.Margin.ShouldBeGreaterThan(0.5);
    }

    /// <summary>The printed tables of Student's distribution, one-sided 0.90.</summary>
    [Theory]
    [InlineData(3, 1.638)]
    [InlineData(5, 1.476)]
    [InlineData(10, 1.372)]
    [InlineData(30, 1.310)]
    public void The_quantiles_are_those_of_the_tables(int freedom, double expected) => Forecast.Student(freedom).ShouldBe(expected, 0.002);

    [Fact]
    public void Months_ahead_count_by_their_days()
    {
        MonthAhead.Between(new DateOnly(2026, 6, 15), new DateOnly(2026, 8, 31))
            .ShouldBe([new(new DateOnly(2026, 6, 1), 0.5), new(new DateOnly(2026, 7, 1), 1), new(new DateOnly(2026, 8, 1), 1)]);
        MonthAhead.Between(new DateOnly(2026, 6, 14), new DateOnly(2026, 6, 20)).ShouldBe([new(new DateOnly(2026, 6, 1), 0.2)]);
        MonthAhead.Between(new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 30)).ShouldBeEmpty();
    }

    private static ComparedMonths ComparedIn(int months) =>
        Forecast.Of([.. Enumerable.Range(0, months).Select(month => new PastMonth(Start.AddMonths(month), month % 5, 5))], MonthAhead.Between(Start.AddMonths(months).AddDays(-1), Start.AddMonths(months + 12).AddDays(-1)), seasonal: true).Compared;

    /// <summary>In which part of the histories the interval held what came.</summary>
    private static double Coverage(int months, int ahead, bool seasonal, Func<Random, DateOnly, PastMonth> draw, Func<Forecast, double>? margin = null) =>
        Enumerable.Range(0, Histories).Count(seed =>
        {
            var random = new Random(seed);
            var all = Enumerable.Range(0, months + ahead).Select(month => Start.AddMonths(month)).Select(month => draw(random, month)).ToList();
            var forecast = Forecast.Of(all[..months], [.. all[months..].Select(month => new MonthAhead(month.First, 1))], seasonal);
            return Math.Abs(all[months..].Sum(month => month.Change) - forecast.Change) <= (margin?.Invoke(forecast) ?? forecast.Margin);
        }) / (double)Histories;

    /// <summary>Some four openings a month, and seven hires.</summary>
    private static PastMonth Steady(Random random, DateOnly month) => Month(month, Count(random, 4), Count(random, 7));

    /// <summary>After the Spring Festival people leave, and their places are open again.</summary>
    private static PastMonth Seasonal(Random random, DateOnly month) => Month(month, Count(random, month.Month <= 3 ? 16 : 4), Count(random, 7));

    private static PastMonth Month(DateOnly month, int opened, int hired) => new(month, opened - hired, opened + hired);

    /// <summary>A Poisson count (Knuth).</summary>
    private static int Count(Random random, double mean)
    {
        var count = 0;
        for (var product = random.NextDouble(); product > Math.Exp(-mean); product *= random.NextDouble())
            count++;
        return count;
    }
}
