using TalentBank.Ledger;
using TalentBank.Policies;

namespace TalentBank.Subsidies;

/// <summary>The fields of <c>subsidies.graphql</c>.</summary>
public static class SubsidiesGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Ask("Query.eligibility", asked => Eligibility.Ask(
            asked.Argument<string>("policyId")!, asked.Argument<string>("talentId")!, Standpoint.Of(asked), asked.Actor, asked.Today)),
        Binding.Show<Eligibility>("Eligibility.policy", PolicyLibrary.Model, eligibility => eligibility.PolicyId),
    ];
}
