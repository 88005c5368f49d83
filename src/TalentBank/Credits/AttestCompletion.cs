namespace TalentBank.Credits;

/// <summary>The university attests that its student completed the practice (认定完成); it or the enterprise may sign first.</summary>
public sealed record AttestCompletion(string WithdrawalId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        if (withdrawal.Evidence.ContainsKey(EvidenceKind.Attestation) && withdrawal.GivenBackOn is null)
            return Accept(WithdrawalId);
        return withdrawal.Closed(WithdrawalId) ?? withdrawal.After(new CompletionAttested(WithdrawalId, Dates.Later(withdrawal.WithdrawnOn, now.Today)), states);
    }
}
