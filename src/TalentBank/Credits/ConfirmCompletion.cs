using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>The enterprise confirms that the student completed the practice (确认完成); it or the university may sign first.</summary>
public sealed record ConfirmCompletion(string WithdrawalId) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now) =>
        states.Of(CreditWithdrawal.Stream(WithdrawalId)).Sign(WithdrawalId, OrganisationKind.Enterprise, now.Today);
}
