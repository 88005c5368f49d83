using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>Read model: the credit rules of the zone and of each university, one document under the name of their stream.</summary>
public static class CreditRuleBooks
{
    public static readonly DocumentModel<CreditRules> Model = new(
        "credit_rules",
        1,
        keys: recorded => recorded.Body switch
        {
            CreditUnitDefined it => [CreditRules.Stream(it.UniversityId).Name],
            CreditRulePublished it => [CreditRules.Stream(it.UniversityId).Name],
            _ => [],
        },
        fold: (_, rules, recorded) => (rules ?? CreditRules.Unknown).Evolve((Fact)recorded.Body));

    /// <summary>A university's own rules, or the zone's (null); none where nothing was said.</summary>
    public static Question<CreditRules> Ask(string? universityId) => Question.Document(Model, CreditRules.Stream(universityId).Name).Select(rules => rules ?? CreditRules.Unknown);
}
