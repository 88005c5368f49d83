using TalentBank.Talents;

namespace TalentBank.Credits;

/// <summary>A student takes up an offer of their own university, within the caps of its route; the same student again changes nothing.</summary>
public sealed record WithdrawCredits([NewId("credit-withdrawal")] string WithdrawalId, string OfferId, string TalentId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId, OfferId, TalentId, CreditLots.Stream(TalentId).Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var offer = states.Of(CreditOffer.Stream(OfferId));
        if (offer.Terms is not { } terms || states.Of(Talent.Stream(TalentId)).UniversityId != terms.UniversityId)
            return Refuse("not-found", "offerId", ("id", OfferId));
        if (offer.Withdrawals.TryGetValue(TalentId, out var standing))
            return Accept(standing);
        if (now.Today > terms.TermEndsOn)
            return Refuse("term-over", "offerId", ("date", terms.TermEndsOn));
        if (offer.PlacesLeft.LowestFrom(now.Today) < 1)
            return Refuse("no-credits-left", "offerId", ("places", terms.Places));

        string[] rules = [CreditRules.Stream(terms.UniversityId).Name, CreditRules.OfZone.Name];
        if (!rules.All(states.Has))
            return Needs(rules);
        var (lots, route) = (CreditLots.Stream(TalentId), terms.Under.Route);
        var rule = CreditRules.Rule(states, terms.UniversityId, route, now.Today)?.Terms ?? RouteRule.None;
        var room = HeadRoom.Of(route, rule, states.Of(lots), now.Today.Year).Left;
        if (terms.CreditsPerStudent > room)
            return Refuse("over-the-cap", "offerId", ("route", Wording.Code(route)), ("room", room));

        var practice = new Practice(OfferId, terms.UniversityId, terms.EnterpriseId, TalentId, terms.CreditsPerStudent);
        return Accept(WithdrawalId)
            .With(CreditWithdrawal.Stream(WithdrawalId), new CreditsWithdrawn(WithdrawalId, practice, now.Today))
            .With(CreditOffer.Stream(OfferId), new OfferedCreditsTaken(OfferId, WithdrawalId, TalentId, now.Today))
            .With(lots, new CreditsClaimed(TalentId, WithdrawalId, route, terms.CreditsPerStudent, offer.LapsesOn, now.Today));
    }
}
