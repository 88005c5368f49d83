namespace TalentBank.Credits;

/// <summary>Pending credits lapse: the term is over for as long as their rule allows, and something is still missing. Not while a dispute is open.</summary>
public sealed record LapseCredits(string WithdrawalId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Practice is not { } practice)
            return Refuse("not-found", "withdrawalId", ("id", WithdrawalId));
        if (!withdrawal.IsPending)
            return Accept(WithdrawalId);
        if (withdrawal.Dispute is { Status: DisputeStatus.Open } dispute)
            return Refuse("dispute-open", "withdrawalId", ("date", dispute.DueOn));

        var (offer, lots) = (CreditOffer.Stream(practice.OfferId), CreditLots.Stream(practice.TalentId));
        if (!states.Has(offer.Name) || !states.Has(lots.Name))
            return Needs(offer.Name, lots.Name);
        var due = states.Of(offer).LapsesOn;
        if (now.Today < due)
            return Refuse("term-not-over", "withdrawalId", ("date", due.AddDays(-1)));
        var on = Dates.Later(due, withdrawal.Since);
        return withdrawal.Return(Accept(WithdrawalId).With(CreditWithdrawal.Stream(WithdrawalId), new CreditsLapsed(WithdrawalId, practice, on)), states.Of(offer), on);
    }
}
