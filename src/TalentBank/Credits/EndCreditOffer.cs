namespace TalentBank.Credits;

/// <summary>An offer's term is over: what nobody has withdrawn leaves the bank, with effect from the day after, whenever it is noticed.</summary>
public sealed record EndCreditOffer(string OfferId) : Command
{
    public override IEnumerable<string> Streams => [OfferId];

    public override Decision Decide(States states, Circumstances now)
    {
        var offer = states.Of(CreditOffer.Stream(OfferId));
        if (offer.Terms is not { } terms)
            return Refuse("not-found", "offerId", ("id", OfferId));
        if (offer.EndedOn is not null)
            return Accept(OfferId);
        if (now.Today <= terms.TermEndsOn)
            return Refuse("term-not-over", "offerId", ("date", terms.TermEndsOn));

        var places = (int)offer.PlacesLeft.Final;
        return Accept(OfferId).With(CreditOffer.Stream(OfferId), new CreditOfferEnded(
            OfferId, terms.UniversityId, terms.EnterpriseId, places, places * terms.CreditsPerStudent, LastChange(offer, terms.TermEndsOn.AddDays(1))));
    }

    /// <summary>A place that came back after the term is there only since then.</summary>
    private static DateOnly LastChange(CreditOffer offer, DateOnly after) => offer.PlacesLeft.Changes.Keys.Aggregate(after, Dates.Later);
}
