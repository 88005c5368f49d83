namespace TalentBank.EventStore.Embedded;

/// <summary>A server that answered. Its version is that of the programs it was started from, which may have been replaced since.</summary>
internal sealed record RunningServer(int ProcessId, int Port, string Version);
