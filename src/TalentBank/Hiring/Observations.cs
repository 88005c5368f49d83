using TalentBank.EventStore.ReadModels;

namespace TalentBank.Hiring;

/// <summary>Since when anybody is known to be employed, of one enterprise or of the zone: what every rate over staff says beside it.</summary>
/// <param name="Earlier">Each time that an earlier day became known, in order of recording.</param>
public sealed record Observation(IReadOnlyList<FirstDay> Earlier);

/// <param name="On">The first day on which somebody was employed.</param>
/// <param name="RecordedAt">Known from this instant on.</param>
public sealed record FirstDay(DateOnly On, DateTimeOffset RecordedAt);

/// <summary>Read model: since when full-time staff is observed, per enterprise and in the zone.</summary>
public static class Observations
{
    private const string OfZone = "zone";

    public static readonly DocumentModel<Observation> Model = new(
        "observations",
        1,
        keys: recorded => Begun(recorded) is { Job: { CountsAsFilled: true } job } ? [OfZone, job.EnterpriseId] : [],
        fold: (_, observation, recorded) =>
        {
            var on = Begun(recorded)!.Value.On;
            return observation is not null && observation.Earlier[^1].On <= on
                ? observation
                : new Observation([.. observation?.Earlier ?? [], new FirstDay(on, recorded.RecordedAt)]);
        });

    /// <summary>The first day as far as known; null where it lies after the day asked for, or there is none.</summary>
    public static Question<DateOnly?> Since(string? enterpriseId, DateOnly asOf, DateTimeOffset? knownAt) =>
        Question.Document(Model, enterpriseId ?? OfZone).Select(observation =>
            observation?.Earlier.LastOrDefault(first => first.RecordedAt <= (knownAt ?? first.RecordedAt)) is { } first && first.On <= asOf ? first.On : (DateOnly?)null);

    private static (Job Job, DateOnly On)? Begun(Recorded recorded) => recorded.Body switch
    {
        StaffRecorded it => (it.Job, it.Effective),
        TalentHired it => (it.Job, it.Effective),
        _ => null,
    };
}
