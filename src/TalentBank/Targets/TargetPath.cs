using TalentBank.EventStore.ReadModels;

namespace TalentBank.Targets;

/// <summary>A figure's target and the straight paths to it: to the due date, and to two years from the baseline.</summary>
public sealed record TargetPath(TargetFigure Figure, decimal Baseline, DateOnly BaselineDate, decimal Goal, DateOnly Due, Text? Note)
{
    /// <summary>The paths drawn (metrics, formula 8): two years, and until the due date.</summary>
    public IReadOnlyList<PathLine> Lines =>
        [.. new[] { BaselineDate.AddYears(2), Due }.Where(due => due <= Due).Distinct().Select(due => new PathLine(this, due))];
}

/// <summary>A straight path from the baseline to the goal.</summary>
public sealed record PathLine(TargetPath Path, DateOnly Due)
{
    /// <summary>Where the figure should stand on a day to be on the path.</summary>
    public decimal ExpectedOn(DateOnly day)
    {
        var whole = Due.DayNumber - Path.BaselineDate.DayNumber;
        var gone = Math.Clamp(day.DayNumber - Path.BaselineDate.DayNumber, 0, whole);
        return Path.Baseline + ((Path.Goal - Path.Baseline) * gone / whole);
    }
}

/// <summary>Read model: each figure's present target.</summary>
public static class TargetPaths
{
    public static readonly DocumentModel<TargetPath> Model = new(
        "targets",
        1,
        keys: recorded => recorded.Body is TargetSet it ? [Wording.Code(it.Figure)] : [],
        fold: (_, path, recorded) => recorded.Body is TargetSet it ? new TargetPath(it.Figure, it.Baseline, it.Effective, it.Goal, it.Due, it.Note) : path);

    public static Question<TargetPath?> Of(TargetFigure figure) => Question.Document(Model, Wording.Code(figure));
}
