using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Internships;

namespace TalentBank.Placements;

/// <summary>What became of one talent's internships at one enterprise.</summary>
/// <param name="EnterpriseId">The host.</param>
/// <param name="TalentId">Who.</param>
/// <param name="Completions">Internships there done to their end, each with the university then.</param>
/// <param name="Hires">First days of work there.</param>
public sealed record InternOutcome(string EnterpriseId, string TalentId, IReadOnlyList<Completion> Completions, IReadOnlyList<Happening> Hires);

/// <summary>Something that happened on a day and was recorded at an instant.</summary>
public sealed record Happening(DateOnly On, DateTimeOffset RecordedAt);

/// <summary>An internship done to its end.</summary>
public sealed record Completion(string? UniversityId, DateOnly On, DateTimeOffset RecordedAt);

/// <summary>Read model: completed internships and hires by the same enterprise, for formula 16.</summary>
public static class InternOutcomes
{
    public static readonly DocumentModel<InternOutcome> Model = new(
        "intern_outcomes",
        1,
        keys: recorded => recorded.Body switch
        {
            PlaceCompleted { Place: var it } => [KeyOf(it.EnterpriseId, it.TalentId)],
            TalentHired { Job: { TalentId: { } talent } it } => [KeyOf(it.EnterpriseId, talent)],
            _ => [],
        },
        fold: (_, outcome, recorded) => recorded.Body switch
        {
            PlaceCompleted { Place: var it } fact => (outcome ?? Of(it.EnterpriseId, it.TalentId)) is var known
                ? known with { Completions = [.. known.Completions, new Completion(it.UniversityId, fact.Effective, recorded.RecordedAt)] }
                : null,
            TalentHired { Job: { TalentId: { } talent } it } fact => (outcome ?? Of(it.EnterpriseId, talent)) is var known
                ? known with { Hires = [.. known.Hires, new Happening(fact.Effective, recorded.RecordedAt)] }
                : null,
            _ => outcome,
        },
        new("enterprise", ColumnType.Text, outcome => outcome.EnterpriseId),
        new("last_completed_on", ColumnType.Date, outcome => outcome.Completions.Count == 0 ? null : outcome.Completions.Max(completion => completion.On)));

    private static InternOutcome Of(string enterpriseId, string talentId) => new(enterpriseId, talentId, [], []);

    private static string KeyOf(string enterpriseId, string talentId) => $"{enterpriseId}.{talentId}";
}
