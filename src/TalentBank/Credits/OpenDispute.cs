using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A student disputes that pending credits are not earned; the chamber decides within the zone's setting.</summary>
public sealed record OpenDispute([NewId("credit-dispute")] string DisputeId, string WithdrawalId, DisputeGround Ground) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId, ZoneSettings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Closed(WithdrawalId) is { } closed)
            return closed;
        if (withdrawal.Dispute is { Status: DisputeStatus.Open } open)
            return Accept(open.Id);

        var on = Dates.Later(withdrawal.Since, now.Today);
        var due = on.AddDays(states.Of(ZoneSettings.Stream).On(Setting.CreditDisputeDays, on));
        return Accept(DisputeId).With(CreditWithdrawal.Stream(WithdrawalId), new CreditDisputeOpened(DisputeId, WithdrawalId, withdrawal.Practice!, Ground, due, on));
    }
}
