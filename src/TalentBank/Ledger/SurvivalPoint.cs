namespace TalentBank.Ledger;

/// <summary>How long something lasted: to its event, or as long as it was seen (censored).</summary>
/// <param name="Days">From its beginning.</param>
/// <param name="Ended">Whether the event came; else it may still come.</param>
public sealed record Span(int Days, bool Ended);

/// <summary>One step of a Kaplan–Meier curve: S(d) = Π(1 − dᵢ ÷ nᵢ), formula 6.</summary>
/// <param name="Day">Since the beginning.</param>
/// <param name="AtRisk">nᵢ: seen to last up to that day.</param>
/// <param name="Ended">dᵢ: ended on that day.</param>
/// <param name="Survival">S: the share that lasts longer, 0 to 1.</param>
public sealed record SurvivalPoint(int Day, int AtRisk, int Ended, double Survival)
{
    /// <summary>A step for each day on which something ended.</summary>
    public static IReadOnlyList<SurvivalPoint> Curve(IReadOnlyCollection<Span> spans)
    {
        var points = new List<SurvivalPoint>();
        var survival = 1.0;
        var atRisk = spans.Count;
        foreach (var day in spans.GroupBy(span => span.Days).OrderBy(day => day.Key))
        {
            var ended = day.Count(span => span.Ended);
            if (ended > 0)
                points.Add(new SurvivalPoint(day.Key, atRisk, ended, survival *= 1 - ((double)ended / atRisk)));
            atRisk -= day.Count();
        }

        return points;
    }
}
