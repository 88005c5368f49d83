namespace TalentBank.GraphQL.Execution;

/// <summary>ResolveAbstractType() (specification, section 6.4.3): the name of the object type that a value is of; null if it is of none.</summary>
public delegate string? TypeResolver(object value);
