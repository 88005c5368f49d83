using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>The university attests that its student completed the practice (认定完成); it or the enterprise may sign first.</summary>
public sealed record AttestCompletion(string WithdrawalId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now) =>
        states.Of(CreditWithdrawal.Stream(WithdrawalId)).Sign(WithdrawalId, OrganisationKind.University, now.Today);
}
