using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Parties;

namespace TalentBank.Targets;

/// <summary>
/// The talent gap (人才缺口, formula 8): persons wanted and not yet found, surveyed + open + held, seen from a standpoint.
/// </summary>
/// <param name="AsOf">What is true by this day.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="Known">False before the first fact.</param>
/// <param name="Categories">Each category of the zone, in the zone's order.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record TalentGap(DateOnly AsOf, DateTimeOffset? KnownAt, bool Known, IReadOnlyList<CategoryGap> Categories, long Position)
{
    public int Gap => Categories.Sum(category => category.Gap);

    /// <summary>The entries it is made of.</summary>
    public LedgerQuery Entries => new(Units.Openings, Accounts.Gap) { Until = AsOf, KnownAt = KnownAt };

    public static Question<TalentGap> Ask(Standpoint standpoint, DateOnly today) =>
        Question.All(
            Question.Position(),
            Question.Document(Zones.Model, Zones.Key),
            Question.Sum(new Balances(standpoint.See(Units.Openings, today, Accounts.Gap), ["category", "account"])),
            (position, zone, balances) => Of(standpoint.AsOf ?? today, standpoint.KnownAt, zone, balances, position));

    /// <summary>How far the gap has shrunk against the target's baseline (formula 8: 1 − G ÷ baseline); null without a target.</summary>
    public Question<Rate?> Reduction() =>
        from path in TargetPaths.Of(TargetFigure.TalentGap)
        select path is null ? null : new Rate(path.Baseline - Gap, path.Baseline, "gap-reduction", Position);

    private static TalentGap Of(DateOnly asOf, DateTimeOffset? knownAt, ZoneEntry? zone, IReadOnlyList<Balance> balances, long position)
    {
        var total = balances.Sum(balance => balance.Amount);
        var gaps = from category in zone?.Categories ?? []
                   let own = balances.Where(balance => balance.Group[0] == category.Code).ToDictionary(balance => balance.Group[1]!, balance => (int)balance.Amount)
                   select new CategoryGap(
                       category.Code,
                       category.Name,
                       own.GetValueOrDefault(Accounts.Surveyed),
                       own.GetValueOrDefault(Accounts.Open),
                       own.GetValueOrDefault(Accounts.Held),
                       total,
                       new LedgerQuery(Units.Openings, Accounts.Gap) { Until = asOf, KnownAt = knownAt, Where = new Dictionary<string, IReadOnlyList<string?>> { ["category"] = [category.Code] } });
        return new TalentGap(asOf, knownAt, balances.Count > 0, [.. gaps], position);
    }
}

/// <summary>One category's part of the gap.</summary>
/// <param name="Category">The zone's code.</param>
/// <param name="Name">In both languages.</param>
/// <param name="Surveyed">Counted by the survey, not yet deposited.</param>
/// <param name="Open">Deposited by enterprises and open.</param>
/// <param name="Held">Open, and held for somebody.</param>
/// <param name="Total">The whole gap.</param>
/// <param name="Entries">The entries it is made of.</param>
public sealed record CategoryGap(string Category, Text Name, int Surveyed, int Open, int Held, decimal Total, LedgerQuery Entries)
{
    public int Gap => Surveyed + Open + Held;

    /// <summary>The category's share of the gap, 0 to 1; null where there is no gap.</summary>
    public double? Share => Total == 0 ? null : (double)(Gap / Total);
}
