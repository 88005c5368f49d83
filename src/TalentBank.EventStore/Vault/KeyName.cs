namespace TalentBank.EventStore.Vault;

/// <summary>Whose key, and for which data: all data of one retention class live and die together.</summary>
/// <param name="Person">An opaque id, never a name.</param>
/// <param name="RetentionClass">Why the data are kept, which says how long.</param>
public readonly record struct KeyName(string Person, string RetentionClass);
