using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>
/// What closed the talent gap since its target's baseline, hiring apart from withdrawn and suspended demand (formula 8):
/// before − hired − cancelled − suspended + opened + other = the gap.
/// </summary>
/// <param name="Since">The baseline date: what takes effect later counts.</param>
/// <param name="Before">The gap on that date, as known from the same standpoint.</param>
/// <param name="Hired">Openings closed by hires, gross.</param>
/// <param name="Cancelled">Openings withdrawn.</param>
/// <param name="Suspended">Openings suspended, less those resumed.</param>
/// <param name="Opened">New demand, and openings of leavers who are to be replaced.</param>
/// <param name="Other">All other changes.</param>
/// <param name="Reduction">Closed by hiring ÷ the target's baseline.</param>
/// <param name="Entries">The entries of the hires: they sum to minus <see cref="Hired"/>.</param>
public sealed record GapClosure(DateOnly Since, int Before, int Hired, int Cancelled, int Suspended, int Opened, int Other, Rate Reduction, LedgerQuery Entries)
{
    private static readonly IReadOnlyList<string> Hires = [Reasons.Hired, Reasons.HiredOutside];

    /// <summary>Null without a target, and before its baseline date.</summary>
    public static Question<GapClosure?> Ask(TalentGap gap) => TargetPaths.Of(TargetFigure.TalentGap).Then(path =>
        path is null || gap.AsOf < path.BaselineDate
            ? Question.Answer<GapClosure?>(null)
            : from rows in Question.Sum(new Balances(gap.Entries with { From = path.BaselineDate.AddDays(1) }, ["reason"])) select Of(gap, path, rows));

    private static GapClosure? Of(TalentGap gap, TargetPath path, IReadOnlyList<Balance> rows)
    {
        var (hired, cancelled, suspended) = (-Sum(Reasons.Hired, Reasons.HiredOutside), -Sum(Reasons.Cancelled), -Sum(Reasons.Suspended, Reasons.Resumed));
        var (opened, all) = (Sum(Reasons.NewDemand, Reasons.Reopened), (int)rows.Sum(row => row.Amount));
        return new GapClosure(
            path.BaselineDate,
            gap.Gap - all,
            hired,
            cancelled,
            suspended,
            opened,
            all + hired + cancelled + suspended - opened,
            new Rate(hired, path.Baseline, "gap-closed-by-hiring", gap.Position),
            gap.Entries with { From = path.BaselineDate.AddDays(1), Reasons = Hires });

        int Sum(params string[] reasons) => (int)rows.Where(row => reasons.Contains(row.Group[0])).Sum(row => row.Amount);
    }
}
