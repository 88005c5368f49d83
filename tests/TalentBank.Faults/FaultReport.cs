using System.Globalization;
using TalentBank.Faults.Checking;
using TalentBank.Faults.Load;

namespace TalentBank.Faults;

/// <summary>A fault that was done, and how long after its end every server accepted commands again.</summary>
internal sealed record Struck(string Kind, TimeSpan Recovery);

/// <summary>What a run did and found.</summary>
internal sealed record FaultReport(
    int Seed,
    double Minutes,
    int Checks,
    double CommandsPerSecond,
    IReadOnlyList<KindOfFault> Faults,
    int Sent,
    int Acknowledged,
    int Refused,
    int SentAgain,
    int Both,
    int AcknowledgedLost,
    int AppliedTwice,
    IReadOnlyDictionary<string, int> Oddities,
    IReadOnlyList<Problem> Problems)
{
    public static FaultReport Of(
        int seed, TimeSpan length, IReadOnlyCollection<Struck> struck, int checks, double rate, IReadOnlyCollection<Settled> commands, IEnumerable<KeyValuePair<(string Phase, string What), int>> oddities, IReadOnlyList<Problem> problems) => new(
        seed,
        Math.Round(length.TotalMinutes, 1),
        checks,
        Math.Round(rate, 1),
        [.. struck.GroupBy(fault => fault.Kind, fault => fault.Recovery.TotalSeconds).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => new KindOfFault(kind.Key, kind.Count(), Median([.. kind.Order()]), kind.Max()))],
        commands.Count,
        commands.Count(command => command.Answer is Answer.Accepted),
        commands.Count(command => command.Answer is Answer.Refused),
        commands.Sum(command => command.Tries - 1),
        commands.Count(command => command.WasBoth),
        Distinct(problems, Promise.NothingIsLost),
        Distinct(problems, Promise.NothingIsDoubled),
        oddities.OrderBy(oddity => oddity.Key).ToDictionary(oddity => $"{oddity.Key.Phase}: {oddity.Key.What}", oddity => oddity.Value),
        [.. problems.Distinct()]);

    /// <summary>For the terminal and for docs/faults.md.</summary>
    public string Tell()
    {
        string[][] rows =
        [
            ["fault", "times", "recovered after: median", "longest"],
            .. Faults.Select(kind => (string[])[kind.Kind, Text($"{kind.Count}"), Text($"{kind.MedianSeconds:0.0} s"), Text($"{kind.LongestSeconds:0.0} s")]),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        string[] rule = [.. widths.Select(width => new string('-', width))];
        return string.Join('\n',
        [
            .. rows.Take(1).Append(rule).Concat(rows.Skip(1)).Select(row => $"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |"),
            "",
            Text($"{Faults.Sum(kind => kind.Count)} faults and {Checks} checks in {Minutes} minutes (seed {Seed})."),
            Text($"{Sent} commands, {CommandsPerSecond:0.0} a second while they were sent: {Acknowledged} acknowledged, {Refused} refused; {SentAgain} times one was sent again, {Both} were refused at one try and accepted at another."),
            Text($"Acknowledged and lost: {AcknowledgedLost}. Applied twice: {AppliedTwice}."),
            "Answers that say nothing:",
            .. Oddities.Select(oddity => Text($"  {oddity.Key}: {oddity.Value}")),
            Problems.Count == 0 ? "Nothing wrong was found." : $"{Problems.Count} FINDINGS:",
            .. Problems.Select(problem => $"  {problem.Promise}: {problem.Example}"),
        ]);
    }

    private static int Distinct(IEnumerable<Problem> problems, Promise promise) => problems.Where(problem => problem.Promise == promise).Distinct().Count();

    private static double Median(double[] sorted) => sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>All faults of one kind.</summary>
internal sealed record KindOfFault(string Kind, int Count, double MedianSeconds, double LongestSeconds);
