namespace TalentBank.GraphQL.Validation;

/// <summary>Makes a rule for one document.</summary>
public delegate Rule RuleFactory(ValidationContext context);
