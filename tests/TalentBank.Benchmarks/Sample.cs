namespace TalentBank.Benchmarks;

/// <summary>Of several measurements of one thing.</summary>
internal static class Sample
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);

    public static double Median<T>(this IEnumerable<T> values, Func<T, double> of) => values.Select(of).Median();

    /// <param name="values">At least one.</param>
    /// <param name="share">0 is the least, 1 the most.</param>
    public static double Percentile(this IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Round((sorted.Length - 1) * share)];
    }

    public static double Spread(this IEnumerable<double> values)
    {
        var all = values.ToArray();
        return (all.Max() - all.Min()) / all.Median();
    }
}
