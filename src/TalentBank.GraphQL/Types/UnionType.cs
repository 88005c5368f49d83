namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.8; its members are its <see cref="CompositeType.PossibleTypes"/>.</summary>
public sealed class UnionType(string name) : CompositeType(name);
