using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Parties;

namespace TalentBank.Targets;

/// <summary>
/// Turnover (流失率) over twelve months by five definitions, side by side (formulas 1 to 3), of the zone or of one enterprise.
/// A move from one enterprise to another is a departure of the one, but of the zone too as long as no relation says otherwise.
/// </summary>
/// <param name="AsOf">The last of the twelve months' days.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="EnterpriseId">Of one enterprise; null: of the zone.</param>
/// <param name="ObservedSince">The first day on which anybody was employed; null where nobody was.</param>
/// <param name="Definitions">All five, each with its numerator and denominator.</param>
public sealed record Turnover(DateOnly AsOf, DateTimeOffset? KnownAt, string? EnterpriseId, DateOnly? ObservedSince, IReadOnlyList<TurnoverRate> Definitions)
{
    /// <summary>The first of the twelve months' days.</summary>
    public DateOnly From => AsOf.AddYears(-1).AddDays(1);

    /// <summary>False before the first fact.</summary>
    public bool Known => ObservedSince is not null;

    /// <summary>The headline: all leavers from key positions (关键岗位流失率).</summary>
    public TurnoverRate Rate => Of(TurnoverDefinition.CrudeKey);

    /// <summary>Resignations from key positions.</summary>
    public TurnoverRate Voluntary => Of(TurnoverDefinition.VoluntaryKey);

    /// <summary>The departures that the headline counts.</summary>
    public LedgerQuery Leavers => Rate.Leavers;

    /// <summary>Who may open the figures to the people behind them; nothing is suppressed for them (formula 23: never one's own data).</summary>
    public static bool IsOpenTo(Actor actor, string? enterpriseId) =>
        actor == Actor.Bank || actor.Kind is OrganisationKind.Chamber or OrganisationKind.Government || (enterpriseId is not null && actor.Organisation == enterpriseId);

    public static Question<Turnover> Ask(Standpoint standpoint, DateOnly today, string? enterpriseId = null)
    {
        var asOf = standpoint.AsOf ?? today;
        if (!Dates.Askable(asOf))
            return Question.Refuse<Turnover>("date-out-of-range", "asOf", ("date", asOf));
        var from = asOf.AddYears(-1).AddDays(1);
        var staff = TurnoverDefinition.Everybody(standpoint, asOf, enterpriseId);
        var found = Question.All(
            Question.Sum(new Balances(staff with { From = from, Reasons = TurnoverDefinition.Departures }, ["category", "key", "reason"])),
            Question.Sum(new Balances(staff, ["category", "key"], new DayWindow(from, asOf))),
            Question.Sum(new Balances(staff with { Until = from.AddDays(-1) }, ["category", "key"])),
            Question.Sum(new Balances(staff, ["category", "key"])),
            (left, personDays, atStart, atEnd) => (left, personDays, atStart, atEnd));
        return Question.All(
            Question.Position(),
            Observations.Since(enterpriseId, asOf, standpoint.KnownAt),
            found,
            (position, since, sums) => new Turnover(asOf, standpoint.KnownAt, enterpriseId, since, [.. TurnoverDefinition.All.Select(definition => new TurnoverRate(
                definition.Id,
                -Sum(sums.left.Where(row => definition.CountsAsLeaver(row.Group[2])), definition),
                Sum(sums.personDays, definition) / (asOf.DayNumber - from.DayNumber + 1),
                (Sum(sums.atStart, definition) + Sum(sums.atEnd, definition)) / 2,
                position,
                definition.LeaversOf(staff, from),
                definition.StaffOf(staff)))]));
    }

    /// <summary>As an actor may see it.</summary>
    public Turnover SeenBy(Actor actor)
    {
        var whole = Of(TurnoverDefinition.Crude);
        return IsOpenTo(actor, EnterpriseId) ? this : this with { Definitions = [.. Definitions.Select(rate => rate.SeenBeside(whole))] };
    }

    private TurnoverRate Of(TurnoverDefinition definition) => Definitions.Single(rate => rate.Definition == definition.Id);

    private static decimal Sum(IEnumerable<Balance> rows, TurnoverDefinition definition) =>
        rows.Where(row => definition.Counts(row.Group[0], row.Group[1])).Sum(row => row.Amount);
}
