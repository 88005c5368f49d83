using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>A lot of a student's earned credits, with what the ledger says is left of it from the account's standpoint.</summary>
/// <param name="Id">The lot.</param>
/// <param name="OfferId">By which offer it was earned.</param>
/// <param name="UniversityId">The university that it stands with.</param>
/// <param name="Credits">What is left.</param>
/// <param name="EarnedOn">When it was earned.</param>
/// <param name="LastDay">The last day on which it is good by the issuer's rule; null: for ever.</param>
/// <param name="EffectiveLastDay">The same under a receiver's shelf life too, where one was asked about: the earlier.</param>
public sealed record AccountLot(string Id, string OfferId, string UniversityId, decimal Credits, DateOnly EarnedOn, DateOnly? LastDay, DateOnly? EffectiveLastDay);

/// <summary>Lots together.</summary>
public sealed record AccountLots(IReadOnlyList<AccountLot> Lots)
{
    private const int Most = 500;

    public decimal Credits => Lots.Sum(lot => lot.Credits);

    /// <summary>An account's lots, the soonest to expire first: they sum to what is earned.</summary>
    public static Question<IReadOnlyList<AccountLot>> Ask(CreditAccount account) => Question.All(
        Question.Sum(new Balances(account.EarnedEntries, ["offer", "university"])),
        Question.Documents(StandingLots.Model, new DocumentQuery([new Condition("talent", Comparison.In, [account.TalentId])], [], First: Most)),
        (balances, lots) => (IReadOnlyList<AccountLot>)
        [
            .. from balance in balances
               where balance.Amount != 0
               join lot in lots on balance.Group[0] equals lot.OfferId
               orderby lot.LastDay ?? DateOnly.MaxValue, lot.EarnedOn, lot.Id
               select new AccountLot(lot.Id, lot.OfferId, balance.Group[1]!, balance.Amount, lot.EarnedOn, lot.LastDay, lot.LastDay),
        ]);

    /// <summary>The dry run: what would expire before a day if nothing of it was used until then.</summary>
    public static Question<AccountLots> Expiring(CreditAccount account, DateOnly on) =>
        Ask(account).Select(lots => new AccountLots([.. lots.Where(lot => lot.LastDay < on)]));

    /// <summary>What expires within 7, 30 and 90 days of the account's day, each lot in the narrowest.</summary>
    public static Question<IReadOnlyList<ExpiryWarning>> Warnings(CreditAccount account) => Ask(account).Select(lots => (IReadOnlyList<ExpiryWarning>)
    [
        .. from window in new[] { (After: -1, Days: 7), (After: 7, Days: 30), (After: 30, Days: 90) }
           let due = lots.Where(lot => lot.LastDay is { } last && last.DayNumber - account.AsOf.DayNumber is var days && days > window.After && days <= window.Days)
           where due.Any()
           select new ExpiryWarning(window.Days, new AccountLots([.. due])),
    ]);

    /// <summary>What could be redeemed by an acceptance, and until when: the shorter of the issuer's and the receiver's shelf life.</summary>
    public static Question<AccountLots> Redeemable(CreditAccount account, string acceptanceId) =>
        Question.Document(CreditAcceptances.Model, acceptanceId).Then(acceptance => acceptance is null
            ? Question.Refuse<AccountLots>("not-found", "acceptanceId", ("id", acceptanceId))
            : Ask(account).Select(lots => new AccountLots(
            [
                .. from lot in lots
                   where lot.UniversityId == acceptance.FromUniversityId
                   let shorter = CreditLot.Shorter(lot.EarnedOn, lot.LastDay, acceptance.ShelfMonths)
                   where shorter is null || shorter >= account.AsOf
                   orderby shorter ?? DateOnly.MaxValue, lot.EarnedOn, lot.Id
                   select lot with { EffectiveLastDay = shorter },
            ])));
}

/// <summary>Credits that will expire soon.</summary>
/// <param name="Days">Within how many days.</param>
/// <param name="Expiring">Exactly these lots.</param>
public sealed record ExpiryWarning(int Days, AccountLots Expiring);
