namespace TalentBank.EventStore.ReadModels;

/// <summary>A run of the log that a read model takes in whole: everything behind one position, through another.</summary>
internal sealed record Batch(long From, long To, IReadOnlyList<Recorded> Facts);
