using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>The fields of <c>targets.graphql</c>.</summary>
public static class TargetsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Ask("Query.talentGap", asked => TalentGap.Ask(Standpoint.Of(asked), asked.Today)),
        Binding.Live("talentGap"),
        Binding.Ask("TalentGap.target", _ => TargetPaths.Of(TargetFigure.TalentGap)),
        Binding.Ask("TalentGap.reduction", asked => ((TalentGap)asked.Parent!).Reduction()),
        Binding.Ask("TalentGap.forecast", asked => GapForecast.Ask((TalentGap)asked.Parent!, ForecastAssumptions.Of(asked))),
        Binding.Ask("TalentGap.closure", asked => GapClosure.Ask((TalentGap)asked.Parent!)),
        Binding.Ask("GapClosure.hires", asked => ClosingHires.Ask((GapClosure)asked.Parent!)),
        Binding.Ask("GapClosure.because", asked => Because.Ask(((GapClosure)asked.Parent!).Entries, asked)),
        Binding.Ask("TalentGap.because", asked => Because.Ask(((TalentGap)asked.Parent!).Entries, asked)),
        Binding.Ask("CategoryGap.because", asked => Because.Ask(((CategoryGap)asked.Parent!).Entries, asked)),
        Binding.Ask("Query.turnover", asked => TurnoverOf(asked.Argument<string>("enterpriseId"), asked)),
        Binding.Ask("Turnover.target", _ => TargetPaths.Of(TargetFigure.KeyTurnover)),
        Binding.Ask("Turnover.because", asked => Because.Ask(((Turnover)asked.Parent!).Leavers, asked)),
        Binding.Ask("TurnoverRate.because", asked => Opened(((TurnoverRate)asked.Parent!).Leavers, asked)),
        Binding.Ask("TurnoverRate.becauseOfDenominator", asked => Opened(((TurnoverRate)asked.Parent!).Staff, asked)),
        Binding.Ask("PathLine.expected", asked => Question.Answer(((PathLine)asked.Parent!).ExpectedOn(asked.Argument<DateOnly?>("on") ?? asked.Today))),
        Binding.Ask("Query.changes", asked => Changes.Ask(asked.Input<Standpoint>("from"), asked.Input<Standpoint>("to"), asked.Today)),
        Binding.Ask("Change.becauseOfPeriod", asked => Because.Ask(((Change)asked.Parent!).PeriodEntries, asked)),
        Binding.Ask("Change.becauseOfLateNews", asked => Because.Ask(((Change)asked.Parent!).LateEntries, asked)),
        Binding.Send<PublishDemandSurvey>("publishDemandSurvey"),
        Binding.Send<SetTarget>("setTarget"),
        Binding.ShowResult("SetTargetPayload.target", TargetPaths.Model),
    ];

    /// <summary>Another enterprise's turnover is nobody's matter, as if it did not exist.</summary>
    private static Question<Turnover> TurnoverOf(string? enterpriseId, Asked asked) =>
        enterpriseId is null || Turnover.IsOpenTo(asked.Actor, enterpriseId)
            ? Turnover.Ask(Standpoint.Of(asked), asked.Today, enterpriseId).Select(turnover => turnover.SeenBy(asked.Actor))
            : Question.Refuse<Turnover>("not-found", "enterpriseId", ("id", enterpriseId));

    private static Question<Because?> Opened(LedgerQuery entries, Asked asked) =>
        Turnover.IsOpenTo(asked.Actor, entries.Where.GetValueOrDefault("enterprise")?[0])
            ? Because.Ask(entries, asked).Select(because => (Because?)because)
            : Question.Answer<Because?>(null);
}
