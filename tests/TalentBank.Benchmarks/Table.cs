namespace TalentBank.Benchmarks;

/// <summary>Results as a Markdown table, aligned, so that it can be read on a terminal and pasted into docs/performance.md.</summary>
internal static class Table
{
    /// <summary>From here on the runs lie so far apart that the median says little.</summary>
    private const double Noisy = 0.4;

    public static string Of(IEnumerable<Result> results)
    {
        string[][] rows =
        [
            ["work", "baseline", "goal", "measured", "here", ""],
            .. results.Select(result => (string[])
            [
                result.Work, result.Baseline, result.Goal, result.Measured, result.Absolute,
                string.Join(", ", Remarks(result)),
            ]),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        string[] rule = [.. widths.Select(width => new string('-', Math.Max(3, width)))];
        return string.Join('\n', rows.Take(1).Append(rule).Concat(rows.Skip(1))
            .Select(row => $"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |"));
    }

    private static IEnumerable<string> Remarks(Result result)
    {
        if (!result.IsMet)
            yield return "missed";
        if (result.Spread > Noisy)
            yield return FormattableString.Invariant($"noisy: runs {result.Spread:0%} apart");
    }
}
