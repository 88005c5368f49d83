using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>
/// Crude turnover of key positions (关键岗位流失率, formula 3): all leavers from key positions in twelve months ÷ key
/// person-years, the average employed by the day (formula 1c).
/// </summary>
/// <param name="AsOf">The last of the twelve months' days.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="Known">False before the first fact.</param>
/// <param name="Rate">All leavers.</param>
/// <param name="Voluntary">Resignations only.</param>
public sealed record Turnover(DateOnly AsOf, DateTimeOffset? KnownAt, bool Known, Rate Rate, Rate Voluntary)
{
    private static readonly IReadOnlyList<string> Departures = [Reasons.Resigned, Reasons.Left];

    /// <summary>The first of the twelve months' days.</summary>
    public DateOnly From => AsOf.AddYears(-1).AddDays(1);

    /// <summary>The departures that the rate counts: they sum to minus its numerator.</summary>
    public LedgerQuery Leavers => KeyStaff(new Standpoint(AsOf, KnownAt), AsOf) with { From = From, Reasons = Departures };

    public static Question<Turnover> Ask(Standpoint standpoint, DateOnly today)
    {
        var asOf = standpoint.AsOf ?? today;
        if (!Dates.Askable(asOf))
            return Question.Refuse<Turnover>("date-out-of-range", "asOf", ("date", asOf));
        var since = asOf.AddYears(-1).AddDays(1);
        var days = asOf.DayNumber - since.DayNumber + 1;
        var staff = KeyStaff(standpoint, today);
        return Question.All(
            Question.Position(),
            Question.Sum(new Balances(staff with { From = since, Reasons = Departures }, ["reason"])),
            Question.Sum(new Balances(staff, [], new DayWindow(since, asOf))),
            (position, left, personDays) =>
            {
                var personYears = personDays.Sum(row => row.Amount) / days;
                return new Turnover(
                    asOf,
                    standpoint.KnownAt,
                    personDays.Sum(row => row.Entries) > 0,
                    new Rate(-left.Sum(row => row.Amount), personYears, "crude-key-turnover", position),
                    new Rate(-left.Where(row => row.Group[0] == Reasons.Resigned).Sum(row => row.Amount), personYears, "voluntary-key-turnover", position));
            });
    }

    private static LedgerQuery KeyStaff(Standpoint standpoint, DateOnly today) => standpoint.See(Units.People, today, Accounts.Employed) with
    {
        Where = new Dictionary<string, IReadOnlyList<string?>>
        {
            ["key"] = ["true"],
            ["employment_kind"] = [Wording.Code(EmploymentKind.FullTime)],
        },
    };
}
