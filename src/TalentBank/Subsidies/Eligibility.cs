using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Policies;

namespace TalentBank.Subsidies;

/// <summary>Whether a policy is for a talent (申领资格), with every condition, its value and its clause.</summary>
/// <param name="PolicyId">Which policy.</param>
/// <param name="TalentId">Which talent.</param>
/// <param name="AsOf">On which day.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="Version">The version that holds on the day and was applied; null where none does: then nobody is eligible.</param>
/// <param name="Eligible">Yes or no; null where it hinges on what the bank does not know, or the asker may not see.</param>
/// <param name="Conditions">Each condition of the version, in order.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record Eligibility(
    string PolicyId, string TalentId, DateOnly AsOf, DateTimeOffset? KnownAt, PolicyVersion? Version, bool? Eligible, IReadOnlyList<ConditionCheck> Conditions, long Position)
{
    /// <summary>What the policy pays at most; null unless eligible.</summary>
    public Yuan? Amount => Eligible == true ? Version?.Amount : null;

    /// <summary>Asked by the talent, the government, the chamber, or the enterprise that employs the talent, today and on the day.</summary>
    public static Question<Eligibility> Ask(string policyId, string talentId, Standpoint standpoint, Actor actor, DateOnly today)
    {
        var asOf = standpoint.AsOf ?? today;
        var earned = standpoint.See(Units.Credits, today, Accounts.Earned) with
        {
            Where = new Dictionary<string, IReadOnlyList<string?>> { ["talent"] = [talentId] },
        };
        var found = Question.All(
            Question.Position(),
            Question.Document(PolicyLibrary.Model, policyId),
            Question.Document(TalentProfiles.Model, talentId),
            Question.Sum(new Balances(earned, [])),
            (position, policy, profile, credits) => (position, policy, profile, credits: credits.Sum(row => row.Amount)));
        return found.Then(found =>
        {
            if (found.profile is null || !MayAsk(actor, found.profile, asOf, today))
                return Question.Refuse<Eligibility>("not-found", "talentId", ("id", talentId));
            if (found.policy is null)
                return Question.Refuse<Eligibility>("not-found", "policyId", ("id", policyId));

            var known = found.profile.KnownAt(standpoint.KnownAt);
            // What was known then may be of another employer's time.
            if (known is not null && actor.Kind is OrganisationKind.Enterprise && known.EmploymentOn(asOf)?.EnterpriseId != actor.Organisation)
                return Question.Refuse<Eligibility>("not-found", "talentId", ("id", talentId));
            var version = known is null ? null : found.policy.InForce(asOf, standpoint.KnownAt);
            var checks = version is null
                ? []
                : version.Rule.Conditions().ToDictionary(condition => condition.Id, condition => Check(condition, new Standing(known!, found.credits, asOf), actor));
            return Question.Answer(new Eligibility(
                policyId,
                talentId,
                asOf,
                standpoint.KnownAt,
                version,
                version is null ? false : version.Rule.Met(condition => checks[condition.Id].Met),
                [.. version?.Rule.Conditions().Select(condition => checks[condition.Id]) ?? []],
                found.position));
        });
    }

    private static bool MayAsk(Actor actor, TalentProfile profile, DateOnly asOf, DateOnly today) =>
        actor == Actor.Bank
        || actor.Talent == profile.Id
        || actor.Kind is OrganisationKind.Government or OrganisationKind.Chamber
        || (actor.Kind is OrganisationKind.Enterprise && new[] { today, asOf }.All(day => profile.EmploymentOn(day)?.EnterpriseId == actor.Organisation));

    private static ConditionCheck Check(PolicyCondition condition, Standing standing, Actor actor)
    {
        var attribute = PolicyAttributes.Find(condition.Attribute)!;
        var hidden = attribute.IsPrivate && actor.Kind is OrganisationKind.Enterprise;
        var value = hidden ? null : attribute.Of(standing);
        return new ConditionCheck(
            condition.Id, condition.Clause, condition.Attribute, condition.Comparison, condition.Values,
            value is null ? null : AttributeTypes.Write(value), hidden ? null : condition.Met(value, attribute.Type), hidden);
    }
}

/// <summary>One condition, held against one talent.</summary>
/// <param name="Id">The condition.</param>
/// <param name="Clause">The text that it stands for.</param>
/// <param name="Attribute">What it is about.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Values">With what.</param>
/// <param name="Value">The talent's; null where not known or hidden.</param>
/// <param name="Met">Null where not known or hidden.</param>
/// <param name="Hidden">The person must check it themself: the asker may not see it.</param>
public sealed record ConditionCheck(
    string Id, Text Clause, string Attribute, PolicyComparison Comparison, IReadOnlyList<string> Values, string? Value, bool? Met, bool Hidden);
