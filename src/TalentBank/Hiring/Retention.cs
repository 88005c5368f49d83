using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Hiring;

/// <summary>
/// How many stay (留存率, formulas 5 and 6). The cohort is who began since a day; who was there before the bank looked is not in it,
/// for their first days were not observed. Cost: a row for each who began or left since then.
/// </summary>
/// <param name="AsOf">What is true by this day.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="EnterpriseId">Of one enterprise; null: of the zone.</param>
/// <param name="HiredSince">The cohort's first day.</param>
/// <param name="Members">How many are in the cohort.</param>
/// <param name="Milestones">After 30, 90, 180 and 365 days, of the members who can have come so far.</param>
/// <param name="Curve">Kaplan–Meier: who has not yet come so far counts as long as they were seen.</param>
/// <param name="Stability">Employed on the day with a year's service ÷ employed one year before (formula 5).</param>
public sealed record Retention(
    DateOnly AsOf,
    DateTimeOffset? KnownAt,
    string? EnterpriseId,
    DateOnly HiredSince,
    int Members,
    IReadOnlyList<RetentionMilestone> Milestones,
    IReadOnlyList<SurvivalPoint> Curve,
    Rate Stability)
{
    private static readonly IReadOnlyList<int> MilestoneDays = [30, 90, 180, 365];

    public static Question<Retention> Ask(Standpoint standpoint, string? enterpriseId, DateOnly? hiredSince, DateOnly today)
    {
        var asOf = standpoint.AsOf ?? today;
        if (!Dates.Askable(asOf))
            return Question.Refuse<Retention>("date-out-of-range", "asOf", ("date", asOf));
        var since = hiredSince ?? asOf.AddYears(-1).AddMonths(-12);
        if (!Dates.Askable(since) || since > asOf)
            return Question.Refuse<Retention>("date-out-of-range", "hiredSince", ("date", since));
        var dated = standpoint with { AsOf = asOf };
        var yearAgo = asOf.AddYears(-1);
        return Question.All(
            Question.Position(),
            Tenures.Seen(dated, enterpriseId, new Condition("from", Comparison.AtLeast, [since])),
            Tenures.Seen(dated, enterpriseId, new Condition("left_on", Comparison.AtLeast, [yearAgo])),
            Question.Sum(new Balances(Staff(dated, yearAgo, enterpriseId), [])),
            (position, begun, left, before) =>
            {
                var cohort = begun.Where(tenure => !tenure.WasStaff).ToList();
                var employed = before.Sum(row => row.Amount);
                var gone = left.Count(tenure => tenure.HoldsOn(yearAgo) && !tenure.HoldsOn(asOf));
                return new Retention(
                    asOf,
                    standpoint.KnownAt,
                    enterpriseId,
                    since,
                    cohort.Count,
                    [.. MilestoneDays.Select(days => RetentionMilestone.Of(days, cohort, asOf, position))],
                    SurvivalPoint.Curve([.. cohort.Select(tenure => new Span((tenure.Departure?.On ?? asOf).DayNumber - tenure.From.DayNumber, tenure.Departure is not null))]),
                    new Rate(employed - gone, employed, "stability-index", position));
            });
    }

    private static LedgerQuery Staff(Standpoint standpoint, DateOnly day, string? enterpriseId) => (standpoint with { AsOf = day }).See(Units.People, day, Accounts.Employed) with
    {
        Where = new Dictionary<string, IReadOnlyList<string?>>(
            enterpriseId is null ? [] : [new("enterprise", [enterpriseId])]) { ["employment_kind"] = [Wording.Code(EmploymentKind.FullTime)] },
    };
}

/// <param name="Days">Since the first day of work.</param>
/// <param name="Rate">Still employed on that day ÷ members whose day has come.</param>
public sealed record RetentionMilestone(int Days, Rate Rate)
{
    internal static RetentionMilestone Of(int days, IReadOnlyList<Tenure> cohort, DateOnly asOf, long position)
    {
        var matured = cohort.Where(tenure => tenure.From.AddDays(days) <= asOf).ToList();
        return new RetentionMilestone(days, new Rate(matured.Count(tenure => tenure.HoldsOn(tenure.From.AddDays(days))), matured.Count, $"retention-{days}", position));
    }
}
