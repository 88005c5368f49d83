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
        if (withdrawal.IsEarned)
            return Refuse("credits-already-earned", "withdrawalId");
        if (!states.Has(practice.OfferId))
            return Needs(practice.OfferId);

        var on = Dates.Later(withdrawal.WithdrawnOn, now.Today);
        return Accept(WithdrawalId)
            .With(CreditWithdrawal.Stream(WithdrawalId), new CreditsGivenBack(WithdrawalId, practice, on))
            .With(CreditOffer.Stream(practice.OfferId), new OfferedCreditsReturned(practice.OfferId, WithdrawalId, practice.TalentId, on));
    }
}
