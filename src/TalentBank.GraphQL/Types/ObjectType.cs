namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.6.</summary>
public sealed class ObjectType(string name) : ImplementingType(name);
