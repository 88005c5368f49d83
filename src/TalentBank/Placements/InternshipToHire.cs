using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Placements;

/// <summary>
/// Internship → hire (实习转正率, formula 16): interns hired by their host within six months ÷ internships completed. A hire counts
/// from the last day of the internship on. Cost: a row for each talent who completed one since the first day asked for.
/// </summary>
public static class InternshipToHire
{
    private const int Months = 6;
    private const int Most = 100_000;

    /// <param name="standpoint">What is true by a date (also: hires after it do not count), as far as known at an instant.</param>
    /// <param name="first">Completed from this day on.</param>
    /// <param name="last">Completed by this day.</param>
    /// <param name="universityId">Only of this university's students; null: all.</param>
    /// <param name="enterpriseId">Only at this enterprise; null: all.</param>
    public static Question<Rate> Ask(Standpoint standpoint, DateOnly first, DateOnly last, string? universityId, string? enterpriseId)
    {
        Condition[] where =
        [
            new("last_completed_on", Comparison.AtLeast, [first]),
            .. enterpriseId is null ? (Condition[])[] : [new("enterprise", Comparison.In, [enterpriseId])],
        ];
        return Question.All(Question.Position(), Question.Documents(InternOutcomes.Model, new DocumentQuery(where, [], First: Most)), (position, outcomes) =>
        {
            var completed = (from outcome in outcomes
                             from completion in outcome.Completions
                             where completion.On >= first && completion.On <= last && Seen(completion.On, completion.RecordedAt)
                             where universityId is null || completion.UniversityId == universityId
                             select outcome.Hires.Any(hire => hire.On >= completion.On && hire.On <= completion.On.AddMonths(Months) && Seen(hire.On, hire.RecordedAt))).ToList();
            return new Rate(completed.Count(hired => hired), completed.Count, "internship-to-hire", position);
        });

        bool Seen(DateOnly on, DateTimeOffset recordedAt) => on <= (standpoint.AsOf ?? on) && recordedAt <= (standpoint.KnownAt ?? recordedAt);
    }
}
