using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>Why the talent gap changed between two standpoints, by reason, exactly (formula 8, decomposition).</summary>
/// <param name="From">The earlier standpoint.</param>
/// <param name="To">The later one.</param>
/// <param name="Before">The gap seen from the earlier.</param>
/// <param name="After">The gap seen from the later: before plus all changes.</param>
/// <param name="Reasons">By reason; those that changed nothing are left out.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record Changes(Standpoint From, Standpoint To, int Before, int After, IReadOnlyList<Change> Reasons, long Position)
{
    public int Difference => After - Before;

    public static Question<Changes> Ask(Standpoint earlier, Standpoint later, DateOnly today)
    {
        var start = earlier.AsOf ?? today;
        var end = later.AsOf ?? today;
        if (!Dates.Askable(start))
            return Question.Refuse<Changes>("date-out-of-range", "from", ("date", start));
        if (start > end)
            return Question.Refuse<Changes>("standpoints-reversed", "to", ("from", start), ("to", end));
        if (later.KnownAt is { } toKnown && (earlier.KnownAt is not { } fromKnown || fromKnown > toKnown))
            return Question.Refuse<Changes>("standpoints-reversed", "to", ("from", earlier.KnownAt), ("to", toKnown));

        var ofPeriod = later.See(Units.Openings, today, Accounts.Gap) with { From = start.AddDays(1) };
        // Who knows all from the first standpoint on hears no late news: entries from after the day on which they must end are none.
        var lateNews = later.See(Units.Openings, today, Accounts.Gap) with
        {
            From = earlier.KnownAt is null ? start.AddDays(1) : null,
            Until = start,
            KnownAfter = earlier.KnownAt,
        };
        return Question.All(
            Question.Position(),
            Question.Sum(new Balances(earlier.See(Units.Openings, today, Accounts.Gap), [])),
            Question.Sum(new Balances(ofPeriod, ["reason"])),
            Question.Sum(new Balances(lateNews, ["reason"])),
            (position, before, period, late) =>
            {
                var rows = Rows(period, late, ofPeriod, lateNews);
                var first = (int)before.Sum(row => row.Amount);
                return new Changes(new Standpoint(start, earlier.KnownAt), new Standpoint(end, later.KnownAt), first, first + rows.Sum(row => row.Amount), rows, position);
            });
    }

    private static IReadOnlyList<Change> Rows(IReadOnlyList<Balance> period, IReadOnlyList<Balance> late, LedgerQuery ofPeriod, LedgerQuery lateNews) =>
    [
        .. from reason in period.Concat(late).Select(row => row.Group[0]!).Distinct().Order(StringComparer.Ordinal)
           let change = new Change(reason, Of(period, reason), Of(late, reason), ofPeriod with { Reasons = [reason] }, lateNews with { Reasons = [reason] })
           where change.OfPeriod != 0 || change.LateNews != 0
           select change,
    ];

    private static int Of(IReadOnlyList<Balance> rows, string reason) => (int)rows.Where(row => row.Group[0] == reason).Sum(row => row.Amount);
}

/// <summary>What one reason did to the gap.</summary>
/// <param name="Reason">Why.</param>
/// <param name="OfPeriod">By facts that take effect between the two dates.</param>
/// <param name="LateNews">By facts about the time up to the first date, recorded only since.</param>
/// <param name="PeriodEntries">The entries of the former.</param>
/// <param name="LateEntries">The entries of the latter.</param>
public sealed record Change(string Reason, int OfPeriod, int LateNews, LedgerQuery PeriodEntries, LedgerQuery LateEntries)
{
    public int Amount => OfPeriod + LateNews;
}
