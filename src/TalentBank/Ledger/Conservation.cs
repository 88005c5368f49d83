using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Ledger;

/// <summary>
/// Whether one unit is conserved (row 10): what stands in the accounts came in from outside, no account is below zero, and of
/// credits the lots add up to what is earned.
/// </summary>
/// <param name="Unit">Which unit.</param>
/// <param name="Inside">The sum of all accounts but <c>outside</c>.</param>
/// <param name="Outside">The balance of <c>outside</c>: the same, negative.</param>
/// <param name="Overdrawn">Accounts below zero: none.</param>
/// <param name="Balance">Of credits, what is earned by the ledger; otherwise null.</param>
/// <param name="Lots">Of credits, what is left of all lots, added up apart from the ledger; otherwise null.</param>
public sealed record Conservation(string Unit, decimal Inside, decimal Outside, IReadOnlyList<string> Overdrawn, decimal? Balance, decimal? Lots)
{
    private static readonly IReadOnlyList<string> Units = [Ledger.Units.Openings, Ledger.Units.People, Ledger.Units.Credits, Ledger.Units.Places, Ledger.Units.Seats, Ledger.Units.Yuan];

    /// <summary>Green.</summary>
    public bool Holds => Inside + Outside == 0 && Overdrawn.Count == 0 && Lots == Balance;

    /// <summary>For all units. Costs by the ledger's totals, which grow with its days.</summary>
    public static Question<IReadOnlyList<Conservation>> Ask() => Units
        .Select(unit => Question.Sum(new Balances(new LedgerQuery(unit, Accounts.All), ["account"])).Select(balances => (unit, balances)))
        .Aggregate(
            Question.Document(LotTotals.Model, LotTotals.Key).Select(lots => (Lots: lots?.Left ?? 0, Found: (IReadOnlyList<Conservation>)[])),
            (all, next) => all.With(next, (sofar, one) => sofar with { Found = [.. sofar.Found, Of(one.unit, one.balances, sofar.Lots)] }))
        .Select(all => all.Found);

    private static Conservation Of(string unit, IReadOnlyList<Balance> balances, decimal lots)
    {
        var inside = balances.Where(row => row.Group[0] != Accounts.Outside).ToList();
        var isCredits = unit == Ledger.Units.Credits;
        return new Conservation(
            unit,
            inside.Sum(row => row.Amount),
            balances.Where(row => row.Group[0] == Accounts.Outside).Sum(row => row.Amount),
            [.. inside.Where(row => row.Amount < 0).Select(row => row.Group[0]!)],
            isCredits ? inside.Where(row => row.Group[0] == Accounts.Earned).Sum(row => row.Amount) : null,
            isCredits ? lots : null);
    }
}
