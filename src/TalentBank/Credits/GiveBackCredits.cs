namespace TalentBank.Credits;

/// <summary>A student gives back credits that are not yet earned; another can withdraw them while the term lasts.</summary>
public sealed record GiveBackCredits(string WithdrawalId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Practice is not { } practice)
            return Refuse("not-found", "withdrawalId", ("id", WithdrawalId));
        if (withdrawal.GivenBackOn is not null)
            return Accept(WithdrawalId);
        if (withdrawal.Closed(WithdrawalId) is { } closed)
            return closed;

        var (offer, lots) = (CreditOffer.Stream(practice.OfferId), CreditLots.Stream(practice.TalentId));
        if (!states.Has(offer.Name) || !states.Has(lots.Name))
            return Needs(offer.Name, lots.Name);
        var on = Dates.Later(withdrawal.WithdrawnOn, now.Today);
        return withdrawal.Return(Accept(WithdrawalId).With(CreditWithdrawal.Stream(WithdrawalId), new CreditsGivenBack(WithdrawalId, practice, on)), states.Of(offer), on);
    }
}
