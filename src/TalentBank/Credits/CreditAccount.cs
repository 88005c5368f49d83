using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Talents;

namespace TalentBank.Credits;

/// <summary>A student's credit account (formula 15), seen from a standpoint: for the student and their university only.</summary>
/// <param name="TalentId">Whose.</param>
/// <param name="AsOf">What is true by this day.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="Known">False before the first entry.</param>
/// <param name="Earned">Attested and confirmed.</param>
/// <param name="Pending">Withdrawn; something is missing.</param>
/// <param name="Redeemed">Redeemed for courses.</param>
/// <param name="Expired">Not used before their last day.</param>
/// <param name="UniversityId">The student's university, by whose rules they withdraw.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record CreditAccount(
    string TalentId, DateOnly AsOf, DateTimeOffset? KnownAt, bool Known, decimal Earned, decimal Pending, decimal Redeemed, decimal Expired, string? UniversityId, long Position)
{
    /// <summary>The entries that sum to <see cref="Earned"/>.</summary>
    public LedgerQuery EarnedEntries => Entries(TalentId, new Standpoint(AsOf, KnownAt), AsOf, Accounts.Earned);

    /// <summary>The entries that sum to <see cref="Pending"/>.</summary>
    public LedgerQuery PendingEntries => Entries(TalentId, new Standpoint(AsOf, KnownAt), AsOf, Accounts.Pending);

    /// <summary>Null, as if there were no such talent, unless the actor may read the talent's account itself.</summary>
    public static Question<CreditAccount?> Ask(string talentId, Standpoint standpoint, Actor actor, DateOnly today) =>
        Question.All(
            Question.Documents(TalentAccounts.Model, new DocumentQuery(
                [new Condition("id", Comparison.In, [talentId]), .. AccessTable.Of(TalentAccounts.Model).Within(actor)], [], First: 1)),
            Question.Position(),
            Question.Sum(new Balances(Entries(talentId, standpoint, today, Accounts.Earned, Accounts.Pending, Accounts.Redeemed, Accounts.Expired), ["account"])),
            (talents, position, balances) => talents.Count == 0 ? null : new CreditAccount(
                talentId,
                standpoint.AsOf ?? today,
                standpoint.KnownAt,
                balances.Count > 0,
                Of(balances, Accounts.Earned),
                Of(balances, Accounts.Pending),
                Of(balances, Accounts.Redeemed),
                Of(balances, Accounts.Expired),
                talents[0].UniversityId,
                position));

    /// <summary>The entries of the passbook: all that came onto the account and left it, seen from the same standpoint.</summary>
    public LedgerQuery PassbookEntries => Entries(TalentId, new Standpoint(AsOf, KnownAt), AsOf, Accounts.Earned, Accounts.Pending);

    private static LedgerQuery Entries(string talentId, Standpoint standpoint, DateOnly today, params IReadOnlyList<string> accounts) =>
        standpoint.See(Units.Credits, today, accounts) with { Where = new Dictionary<string, IReadOnlyList<string?>> { ["talent"] = [talentId] } };

    private static decimal Of(IReadOnlyList<Balance> balances, string account) => balances.Where(balance => balance.Group[0] == account).Sum(balance => balance.Amount);
}
