namespace TalentBank.Credits;

/// <summary>The enterprise confirms that the student completed the practice (确认完成); it or the university may sign first.</summary>
public sealed record ConfirmCompletion(string WithdrawalId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Evidence.ContainsKey(EvidenceKind.Confirmation) && withdrawal.GivenBackOn is null)
            return Accept(WithdrawalId);
        return withdrawal.Closed(WithdrawalId) ?? withdrawal.After(new CompletionConfirmed(WithdrawalId, Dates.Later(withdrawal.WithdrawnOn, now.Today)), states);
    }
}
