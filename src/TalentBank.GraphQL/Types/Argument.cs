namespace TalentBank.GraphQL.Types;

/// <summary>An argument of a field (specification, section 3.6.1) or of a directive (section 3.13).</summary>
public sealed class Argument(string name) : InputValue(name);
