using TalentBank.Ledger;

namespace TalentBank.Policies;

/// <summary>The fields of <c>policies.graphql</c>.</summary>
public static class PoliciesGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.policy", PolicyLibrary.Model),
        Binding.List("Query.policies", PolicyLibrary.Model),
        Binding.Ask("Query.policyAttributes", _ => Question.Answer(PolicyAttributes.All)),
        Binding.Ask("Policy.inForce", asked => Question.Answer(InForce((PolicyRecord)asked.Parent!, Standpoint.Of(asked), asked.Today))),
        Binding.Send<PublishPolicy>("publishPolicy"),
        Binding.ShowResult("PublishPolicyPayload.policy", PolicyLibrary.Model),
    ];

    private static PolicyVersion? InForce(PolicyRecord policy, Standpoint standpoint, DateOnly today) =>
        policy.InForce(standpoint.AsOf ?? today, standpoint.KnownAt);
}
