namespace TalentBank.EventStore.ReadModels;

/// <summary>Which document: keys are unique within a zone.</summary>
internal readonly record struct DocumentKey(string Zone, string Key);
