using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Fund;

/// <summary>
/// Where the money of one envelope, or of all of a fund's, stands (formula 13). The budget is what came in from outside,
/// the others are what stands in the accounts inside: that they are equal is the ledger's double entry, not a subtraction.
/// </summary>
/// <param name="AsOf">What is true by this day.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="Known">False before the first fact.</param>
/// <param name="Budget">Granted.</param>
/// <param name="Available">Neither reserved nor committed.</param>
/// <param name="Reserved">For sessions that are scheduled.</param>
/// <param name="Committed">For sessions that were completed.</param>
/// <param name="Entries">The entries inside: they sum to the budget.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record FundBalance(
    DateOnly AsOf, DateTimeOffset? KnownAt, bool Known, Yuan Budget, Yuan Available, Yuan Reserved, Yuan Committed, LedgerQuery Entries, long Position)
{
    private static readonly IReadOnlyList<string> Inside = [Accounts.Available, Accounts.Reserved, Accounts.Committed];

    /// <summary>(Reserved + committed) ÷ budget (formula 13).</summary>
    public Rate CommitmentRate => new(Reserved.Amount + Committed.Amount, Budget.Amount, "commitment-rate", Position);

    public static Question<FundBalance> Ask(IEnumerable<string> envelopes, Standpoint standpoint, DateOnly today)
    {
        var inside = standpoint.See(Units.Yuan, today, Inside) with
        {
            Where = new Dictionary<string, IReadOnlyList<string?>> { ["envelope"] = [.. envelopes] },
        };
        return Question.All(
            Question.Position(),
            Question.Sum(new Balances(inside with { Accounts = [Accounts.Outside, .. Inside] }, ["account"])),
            (position, balances) =>
            {
                var amounts = balances.ToDictionary(balance => balance.Group[0]!, balance => balance.Amount);
                return new FundBalance(
                    standpoint.AsOf ?? today,
                    standpoint.KnownAt,
                    balances.Count > 0,
                    -amounts.GetValueOrDefault(Accounts.Outside),
                    amounts.GetValueOrDefault(Accounts.Available),
                    amounts.GetValueOrDefault(Accounts.Reserved),
                    amounts.GetValueOrDefault(Accounts.Committed),
                    inside,
                    position);
            });
    }

    /// <summary>The entries of one account, or of all: those sum to the budget.</summary>
    public Question<Because> Explain(Asked asked) =>
        Because.Ask(asked.Argument<string>("account") is { } account ? Entries with { Accounts = [account.ToLowerInvariant()] } : Entries, asked);
}
