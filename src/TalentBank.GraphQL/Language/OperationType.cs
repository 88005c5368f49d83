namespace TalentBank.GraphQL.Language;

/// <summary>Specification, section 2.3 (Operations).</summary>
public enum OperationType
{
    Query,
    Mutation,
    Subscription,
}
