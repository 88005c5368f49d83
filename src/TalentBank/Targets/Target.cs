namespace TalentBank.Targets;

/// <summary>What the chamber has promised to reach with one figure.</summary>
public sealed record Target(TargetSet? Promise) : IState<Target>
{
    public static Target Unknown { get; } = new((TargetSet?)null);

    public static IReadOnlyList<string> Nouns { get; } = ["target"];

    public static StreamOf<Target> Stream(TargetFigure figure) => new($"target-{Wording.Code(figure)}");

    public Target Evolve(Fact fact) => fact is TargetSet set ? new Target(set) : this;
}

/// <summary>The figures that have a target.</summary>
public enum TargetFigure
{
    /// <summary>Persons wanted and not yet found (formula 8).</summary>
    TalentGap,

    /// <summary>Crude turnover of key positions over twelve months, as a fraction (formula 3).</summary>
    KeyTurnover,
}

/// <param name="Figure">Of which figure.</param>
/// <param name="Baseline">Its value on the baseline date.</param>
/// <param name="Goal">The value to reach.</param>
/// <param name="Due">By when.</param>
/// <param name="Note">What readers must know about the baseline.</param>
/// <param name="Effective">The baseline date.</param>
[Stored("target_set")]
public sealed record TargetSet(TargetFigure Figure, decimal Baseline, decimal Goal, DateOnly Due, Text? Note, DateOnly Effective) : Fact;
