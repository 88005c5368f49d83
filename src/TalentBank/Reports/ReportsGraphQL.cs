using TalentBank.Targets;

namespace TalentBank.Reports;

/// <summary>The fields of <c>reports.graphql</c>.</summary>
public static class ReportsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Ask("Query.monthlyReport", asked => MonthlyReport.Ask(asked.Argument<DateOnly>("month"))),
        Binding.Ask("MonthlyReport.lines", asked => ((MonthlyReport)asked.Parent!).Lines()),
        Binding.Ask("MonthlyReport.gap", asked => TalentGap.Ask(((MonthlyReport)asked.Parent!).Standpoint, asked.Today)),
        Binding.Ask("MonthlyReport.changes", asked => ((MonthlyReport)asked.Parent!).Changes()),
        Binding.Ask("MonthlyReport.turnover", asked => Turnover.Ask(((MonthlyReport)asked.Parent!).Standpoint, asked.Today)),
        Binding.Send<CloseMonth>("closeMonth"),
    ];
}
