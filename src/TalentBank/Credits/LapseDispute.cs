namespace TalentBank.Credits;

/// <summary>Nobody decided a dispute in time: that is said on the day after its last, and the student can open another.</summary>
public sealed record LapseDispute(string WithdrawalId, string DisputeId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Dispute is not { } dispute || dispute.Id != DisputeId)
            return Refuse("not-found", "disputeId", ("id", DisputeId));
        if (dispute.ClosedOn is not null)
            return Accept(DisputeId);
        if (now.Today <= dispute.DueOn)
            return Refuse("dispute-open", "disputeId", ("date", dispute.DueOn));
        if (!states.Has(withdrawal.Practice!.OfferId))
            return Needs(withdrawal.Practice.OfferId);
        var on = Dates.Later(dispute.DueOn.AddDays(1), withdrawal.Since);
        var lapses = Dates.Later(states.Of(CreditOffer.Stream(withdrawal.Practice.OfferId)).LapsesOn, on.AddDays(1));
        return Accept(DisputeId).With(CreditWithdrawal.Stream(WithdrawalId), new CreditDisputeLapsed(DisputeId, WithdrawalId, lapses, on));
    }
}
