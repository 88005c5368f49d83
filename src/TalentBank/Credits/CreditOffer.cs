using System.Collections.Immutable;
using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Credits;

/// <summary>Practical credits (实践学分) that a university posted for one course: so many students can withdraw them.</summary>
/// <param name="Terms">What was posted; null where the stream does not exist.</param>
/// <param name="PlacesLeft">How many more students can withdraw.</param>
/// <param name="Withdrawals">The withdrawals that stand, by talent.</param>
/// <param name="EndedOn">When its term was over and what nobody had withdrawn left the bank.</param>
public sealed record CreditOffer(PracticalCreditsPosted? Terms, DatedBalance PlacesLeft, ImmutableDictionary<string, string> Withdrawals, DateOnly? EndedOn) : IState<CreditOffer>
{
    public static CreditOffer Unknown { get; } = new(null, DatedBalance.Zero, ImmutableDictionary<string, string>.Empty, null);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-offer"];

    public static StreamOf<CreditOffer> Stream(string offerId) => new(offerId);

    /// <summary>The first day on which credits that still miss something lapse.</summary>
    public DateOnly LapsesOn => Terms!.TermEndsOn.AddDays(Terms.Under.Rule.SignWithinDays + 1);

    public CreditOffer Evolve(Fact fact) => fact switch
    {
        PracticalCreditsPosted it => this with { Terms = it, PlacesLeft = PlacesLeft.Add(it.Effective, it.Places) },
        OfferedCreditsTaken it => this with { PlacesLeft = PlacesLeft.Add(it.Effective, -1), Withdrawals = Withdrawals.SetItem(it.TalentId, it.WithdrawalId) },
        OfferedCreditsReturned it => this with { PlacesLeft = PlacesLeft.Add(it.Effective, 1), Withdrawals = Withdrawals.Remove(it.TalentId) },
        CreditOfferEnded it => this with { PlacesLeft = PlacesLeft.Add(it.Effective, -it.Places), EndedOn = EndedOn ?? it.Effective },
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
/// <param name="Under">By which rules: those of the day, for ever.</param>
/// <param name="Effective">From when on they can.</param>
[Stored("practical_credits_posted_v2")]
public sealed record PracticalCreditsPosted(
    string OfferId, string UniversityId, string EnterpriseId, string Course, decimal CreditsPerStudent, int Places, DateOnly TermEndsOn, OfferRules Under, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
    [
        new Dimensions { University = UniversityId, Enterprise = EnterpriseId, Offer = OfferId }
            .Move(Units.Credits, Accounts.Outside, Accounts.Offered, CreditsPerStudent * Places, Reasons.Deposited, Effective),
    ];

    public override IEnumerable<Due> Dues() => [new Due.Arises($"end-{OfferId}", TermEndsOn.AddDays(1), new EndCreditOffer(OfferId))];
}

/// <summary>By which rules an offer was posted: its credits keep them.</summary>
/// <param name="Route">By which way they are earned.</param>
/// <param name="HoursPerCredit">The credit unit; null where nobody had defined one.</param>
/// <param name="Rule">What the route asks for.</param>
public sealed record OfferRules(CreditRoute Route, decimal? HoursPerCredit, RouteRule Rule);

/// <summary>Until 2026-11, when there was one route and no rule for it.</summary>
[Stored("practical_credits_posted")]
public sealed record PracticalCreditsPostedV1(
    string OfferId, string UniversityId, string EnterpriseId, string Course, decimal CreditsPerStudent, int Places, DateOnly TermEndsOn, DateOnly Effective) : Former<PracticalCreditsPosted>
{
    protected override PracticalCreditsPosted Became() =>
        new(OfferId, UniversityId, EnterpriseId, Course, CreditsPerStudent, Places, TermEndsOn, new OfferRules(CreditRoute.Work, HoursPerCredit: null, RouteRule.None), Effective);
}

/// <summary>The term is over: these places that nobody holds leave the bank.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="UniversityId">Whose course.</param>
/// <param name="EnterpriseId">Where the practice was to be done.</param>
/// <param name="Places">How many.</param>
/// <param name="Credits">What they are worth together.</param>
/// <param name="Effective">The day after the term.</param>
[Stored("credit_offer_ended")]
public sealed record CreditOfferEnded(string OfferId, string UniversityId, string EnterpriseId, int Places, decimal Credits, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => Places == 0 ? [] :
    [
        new Dimensions { University = UniversityId, Enterprise = EnterpriseId, Offer = OfferId }
            .Move(Units.Credits, Accounts.Offered, Accounts.Outside, Credits, Reasons.TermOver, Effective),
    ];

    public override IEnumerable<Due> Dues() => [new Due.Ends($"end-{OfferId}")];
}

/// <summary>A student withdrew; what the ledger posts stands in the withdrawal itself.</summary>
[Stored("offered_credits_taken")]
public sealed record OfferedCreditsTaken(string OfferId, string WithdrawalId, string TalentId, DateOnly Effective) : Fact;

/// <summary>A student gave back; what the ledger posts stands in the withdrawal itself.</summary>
[Stored("offered_credits_returned")]
public sealed record OfferedCreditsReturned(string OfferId, string WithdrawalId, string TalentId, DateOnly Effective) : Fact;
