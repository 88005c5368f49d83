using TalentBank.EventStore.ReadModels;
using TalentBank.Parties;

namespace TalentBank.Ledger;

/// <summary>The fields of <c>ledger.graphql</c> that are not plain properties.</summary>
public static class LedgerGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Ask("Because.totalCount", asked => ((Because)asked.Parent!).Count()),
        Binding.Ask("Because.sum", asked => ((Because)asked.Parent!).Sum()),
        Dimension("Entry.category", "category"),
        Binding.Ask("Entry.key", asked => Question.Answer<bool?>(Of(asked, "key") is { } key ? key == "true" : null)),
        Binding.Show<Entry>("Entry.enterprise", Organisations.Model, entry => entry.Dimensions.GetValueOrDefault("enterprise")),
        Binding.Show<Entry>("Entry.university", Organisations.Model, entry => entry.Dimensions.GetValueOrDefault("university")),
        Dimension("Entry.positionId", "position"),
        Dimension("Entry.employmentId", "employment"),
        Dimension("Entry.talentId", "talent"),
        Dimension("Entry.sessionId", "session"),
        Dimension("Entry.envelopeId", "envelope"),
        Dimension("Entry.internshipId", "internship"),
        Dimension("Entry.creditOfferId", "offer"),
    ];

    private static Binding Dimension(string field, string dimension) => Binding.Ask(field, asked => Question.Answer(Of(asked, dimension)));

    private static string? Of(Asked asked, string dimension) => ((Entry)asked.Parent!).Dimensions.GetValueOrDefault(dimension);
}
