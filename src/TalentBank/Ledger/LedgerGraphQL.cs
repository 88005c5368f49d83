using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Parties;

namespace TalentBank.Ledger;

/// <summary>The fields of <c>ledger.graphql</c> that are not plain properties.</summary>
public static class LedgerGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Ask("Query.conservation", _ => Conservation.Ask()),
        Binding.Ask("Because.totalCount", asked => ((Because)asked.Parent!).Count()),
        Binding.Ask("Because.sum", asked => ((Because)asked.Parent!).Sum()),
        Dimension("Entry.category", "category"),
        Binding.Ask("Entry.key", asked => Question.Answer<bool?>(Of(asked, "key") is { } key ? key == "true" : null)),
        Binding.Show<Entry>("Entry.enterprise", Organisations.Model, entry => entry.Dimensions.GetValueOrDefault("enterprise")),
        Binding.Show<Entry>("Entry.university", Organisations.Model, entry => entry.Dimensions.GetValueOrDefault("university")),
        Dimension("Entry.positionId", "position"),
        Binding.Ask("Entry.employmentId", asked => Question.Answer(EmploymentOf((Entry)asked.Parent!))),
        Binding.Show<Entry>("Entry.employment", Employments.Model, EmploymentOf),
        Dimension("Entry.talentId", "talent"),
        Dimension("Entry.sessionId", "session"),
        Dimension("Entry.envelopeId", "envelope"),
        Dimension("Entry.internshipId", "internship"),
        Dimension("Entry.creditOfferId", "offer"),
    ];

    /// <summary>The employment that a dimension names, or whose own fact it is.</summary>
    private static string? EmploymentOf(Entry entry) =>
        entry.Dimensions.GetValueOrDefault("employment") ?? (entry.Stream.StartsWith("employment-", StringComparison.Ordinal) ? entry.Stream : null);

    private static Binding Dimension(string field, string dimension) => Binding.Ask(field, asked => Question.Answer(Of(asked, dimension)));

    private static string? Of(Asked asked, string dimension) => ((Entry)asked.Parent!).Dimensions.GetValueOrDefault(dimension);
}
