using TalentBank.Parties;

namespace TalentBank.Policies;

/// <summary>
/// The government publishes a policy, or a further version of one. A later version takes the place of every earlier one
/// from its first day on, also where that lies in the past; when it ends, no earlier one comes back.
/// </summary>
/// <param name="NewPolicyId">The policy's id where it is a new one.</param>
/// <param name="PolicyId">Of which policy this is a further version; null: a new one.</param>
/// <param name="Title">2 to 100 characters in each language.</param>
/// <param name="Amount">What it pays at most.</param>
/// <param name="Rule">To whom, as data.</param>
/// <param name="EffectiveFrom">The first day it holds.</param>
/// <param name="EffectiveUntil">The last day it holds; null: open.</param>
public sealed record PublishPolicy(
    [NewId("policy")] string NewPolicyId, string? PolicyId, Text Title, Yuan Amount, PolicyRule Rule, DateOnly EffectiveFrom, DateOnly? EffectiveUntil) : Command
{
    private static readonly Yuan Least = 0.01m;

    /// <summary>No single subsidy of the zone is higher (field study).</summary>
    private static readonly Yuan Most = 50_000.00m;

    public override IEnumerable<string> Streams => [PolicyId ?? NewPolicyId, Zone.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var id = PolicyId ?? NewPolicyId;
        var policy = states.Of(Policy.Stream(id));
        if (PolicyId is not null && policy.Versions == 0)
            return Refuse("not-found", "policyId", ("id", PolicyId));
        if (!Wording.IsLine(Title.Zh, 2, 100) || !Wording.IsLine(Title.En, 2, 100))
            return Refuse("name-out-of-range", "title", ("least", 2), ("most", 100));
        if (Amount < Least || Amount > Most)
            return Refuse("amount-out-of-range", "amount", ("least", Least), ("most", Most));
        if (!Dates.Plausible(EffectiveFrom, now.Today))
            return Refuse("date-out-of-range", "effectiveFrom", ("date", EffectiveFrom));
        if (EffectiveUntil < EffectiveFrom)
            return Refuse("until-before-from", "effectiveUntil", ("until", EffectiveUntil), ("from", EffectiveFrom));
        if (Rule.Flaw() is { } flaw)
            return new Refused([flaw]);

        var zone = states.Of(Zone.Stream);
        Refusal[] flaws = [.. Rule.Conditions().SelectMany(condition => condition.Flaws(zone))];
        return flaws.Length > 0
            ? new Refused(flaws)
            : Accept(id).With(Policy.Stream(id), new PolicyPublished(id, policy.Versions + 1, Title, Amount, Rule, EffectiveUntil, EffectiveFrom));
    }
}
