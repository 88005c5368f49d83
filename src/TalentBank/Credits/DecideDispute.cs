namespace TalentBank.Credits;

/// <summary>The chamber decides a dispute: where the student was right, the decision stands in for what was missing, and the credits are earned.</summary>
public sealed record DecideDispute(string WithdrawalId, string DisputeId, bool Upheld, string Reason) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Dispute is not { } dispute || dispute.Id != DisputeId)
            return Refuse("not-found", "disputeId", ("id", DisputeId));
        if (dispute.ClosedOn is { } closed)
            return dispute.Upheld == Upheld ? Accept(DisputeId) : Refuse("dispute-closed", "disputeId", ("date", closed));
        if (!Wording.IsLine(Reason, 2, 200))
            return Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200));
        if (now.Today > dispute.DueOn)
            return Refuse("dispute-lapsed", "disputeId", ("date", dispute.DueOn));
        if (withdrawal.Closed(WithdrawalId) is { } done)
            return done;

        var (offer, lots) = (CreditOffer.Stream(withdrawal.Practice!.OfferId), CreditLots.Stream(withdrawal.Practice.TalentId));
        if (!states.Has(offer.Name) || !states.Has(lots.Name))
            return Needs(offer.Name, lots.Name);
        var on = Dates.Later(withdrawal.Since, now.Today);
        var decided = new CreditDisputeDecided(DisputeId, WithdrawalId, Upheld, Reason, Dates.Later(states.Of(offer).LapsesOn, on.AddDays(1)), on);
        var accepted = Accept(DisputeId).With(CreditWithdrawal.Stream(WithdrawalId), decided);
        return Upheld ? withdrawal.Evolve(decided).Earn(accepted, states.Of(offer).Terms!.Under) : accepted;
    }
}
