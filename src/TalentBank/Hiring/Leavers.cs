using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Hiring;

/// <summary>Who left within twelve months (离职人员), by cause and destination. Cost: a row for each who left since the twelve months began.</summary>
/// <param name="AsOf">The last of the twelve months' days.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="EnterpriseId">Of one enterprise; null: of the zone.</param>
/// <param name="Causes">All, the four of the field survey first.</param>
/// <param name="Destinations">All.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record Leavers(
    DateOnly AsOf, DateTimeOffset? KnownAt, string? EnterpriseId, IReadOnlyList<LeaversByCause> Causes, IReadOnlyList<LeaversByDestination> Destinations, long Position)
{
    /// <summary>The first of the twelve months' days.</summary>
    public DateOnly From => AsOf.AddYears(-1).AddDays(1);

    public int Total => Causes.Sum(cause => cause.Leavers);

    /// <summary>Of these, how many resigned.</summary>
    public int Voluntary => Causes.Sum(cause => cause.Voluntary);

    public static Question<Leavers> Ask(Standpoint standpoint, string? enterpriseId, DateOnly today)
    {
        var asOf = standpoint.AsOf ?? today;
        if (!Dates.Askable(asOf))
            return Question.Refuse<Leavers>("date-out-of-range", "asOf", ("date", asOf));
        var from = asOf.AddYears(-1).AddDays(1);
        var seen = Tenures.Seen(standpoint with { AsOf = asOf }, enterpriseId, new Condition("left_on", Comparison.AtLeast, [from]));
        return Question.All(Question.Position(), seen, (position, tenures) =>
        {
            var left = tenures.Select(tenure => tenure.Departure).OfType<Departure>().ToList();
            return new Leavers(
                asOf,
                standpoint.KnownAt,
                enterpriseId,
                [.. from reason in Enum.GetValues<LeavingReason>() let of = left.Where(departure => departure.Reason == reason).ToList() select new LeaversByCause(reason, of.Count, of.Count(departure => departure.Voluntary))],
                [.. from destination in Enum.GetValues<Destination>() select new LeaversByDestination(destination, left.Count(departure => departure.Destination == destination))],
                position);
        });
    }
}

/// <param name="Reason">Why.</param>
/// <param name="Leavers">How many.</param>
/// <param name="Voluntary">Of these, how many resigned.</param>
public sealed record LeaversByCause(LeavingReason Reason, int Leavers, int Voluntary);

/// <param name="Destination">Where to.</param>
/// <param name="Leavers">How many.</param>
public sealed record LeaversByDestination(Destination Destination, int Leavers);
