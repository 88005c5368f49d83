namespace TalentBank.Targets;

/// <summary>The chamber sets what a figure is to reach, from where and by when; setting it again replaces it from then on.</summary>
public sealed record SetTarget(TargetFigure Figure, decimal Baseline, DateOnly BaselineDate, decimal Goal, DateOnly Due, Text? Note) : Command
{
    public override IEnumerable<string> Streams => [Target.Stream(Figure).Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var set = new TargetSet(Figure, Baseline, Goal, Due, Note, BaselineDate);
        return this switch
        {
            _ when Baseline is <= 0 or > 1_000_000 => Refuse("baseline-out-of-range", "baseline", ("baseline", Baseline)),
            _ when Goal < 0 || Goal >= Baseline => Refuse("goal-not-below-baseline", "goal", ("goal", Goal), ("baseline", Baseline)),
            _ when Figure is TargetFigure.KeyTurnover && Baseline > 1 => Refuse("baseline-is-a-fraction", "baseline", ("baseline", Baseline)),
            _ when !Dates.Plausible(BaselineDate, now.Today) => Refuse("date-out-of-range", "baselineDate", ("date", BaselineDate)),
            _ when Note is not null && !(Wording.IsLine(Note.Zh, 2, 500) && Wording.IsLine(Note.En, 2, 500)) => Refuse("name-out-of-range", "note", ("least", 2), ("most", 500)),
            _ when Due <= BaselineDate || Due > BaselineDate.AddYears(10) => Refuse("due-out-of-range", "due", ("date", Due)),
            _ when states.Of(Target.Stream(Figure)).Promise == set => Accept(Wording.Code(Figure)),
            _ => Accept(Wording.Code(Figure)).With(Target.Stream(Figure), set),
        };
    }
}
