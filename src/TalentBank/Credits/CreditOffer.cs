using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Credits;

/// <summary>Practical credits (实践学分) that a university posted for one course: so many students can withdraw them.</summary>
/// <param name="Terms">What was posted; null where the stream does not exist.</param>
/// <param name="PlacesLeft">How many more students can withdraw.</param>
/// <param name="Withdrawals">The withdrawals that stand, by talent.</param>
public sealed record CreditOffer(PracticalCreditsPosted? Terms, DatedBalance PlacesLeft, ImmutableDictionary<string, string> Withdrawals) : IState<CreditOffer>
{
    public static CreditOffer Unknown { get; } = new(null, DatedBalance.Zero, ImmutableDictionary<string, string>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-offer"];

    public static StreamOf<CreditOffer> Stream(string offerId) => new(offerId);

    public CreditOffer Evolve(Fact fact) => fact switch
    {
        PracticalCreditsPosted it => this with { Terms = it, PlacesLeft = PlacesLeft.Add(it.Effective, it.Places) },
        OfferedCreditsTaken it => this with { PlacesLeft = PlacesLeft.Add(it.Effective, -1), Withdrawals = Withdrawals.SetItem(it.TalentId, it.WithdrawalId) },
        OfferedCreditsReturned it => this with { PlacesLeft = PlacesLeft.Add(it.Effective, 1), Withdrawals = Withdrawals.Remove(it.TalentId) },
        _ => this,
    };
}

/// <param name="OfferId">The offer.</param>
/// <param name="UniversityId">Whose course; its students can withdraw, and it attests.</param>
/// <param name="EnterpriseId">Where the practice is done; it confirms.</param>
/// <param name="Course">What the university calls the course.</param>
/// <param name="CreditsPerStudent">What one student earns; at most two decimals.</param>
/// <param name="Places">For how many students.</param>
/// <param name="TermEndsOn">The last day on which the credits can be withdrawn.</param>
/// <param name="Effective">From when on they can.</param>
[Stored("practical_credits_posted")]
public sealed record PracticalCreditsPosted(
    string OfferId, string UniversityId, string EnterpriseId, string Course, decimal CreditsPerStudent, int Places, DateOnly TermEndsOn, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
    [
        new Dimensions { University = UniversityId, Enterprise = EnterpriseId, Offer = OfferId }
            .Move(Units.Credits, Accounts.Outside, Accounts.Offered, CreditsPerStudent * Places, Reasons.Deposited, Effective),
    ];
}

/// <summary>A student withdrew; what the ledger posts stands in the withdrawal itself.</summary>
[Stored("offered_credits_taken")]
public sealed record OfferedCreditsTaken(string OfferId, string WithdrawalId, string TalentId, DateOnly Effective) : Fact;

/// <summary>A student gave back; what the ledger posts stands in the withdrawal itself.</summary>
[Stored("offered_credits_returned")]
public sealed record OfferedCreditsReturned(string OfferId, string WithdrawalId, string TalentId, DateOnly Effective) : Fact;
