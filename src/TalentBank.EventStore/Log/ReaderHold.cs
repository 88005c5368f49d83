namespace TalentBank.EventStore.Log;

/// <summary>Why the log can't be read on: a number that a running transaction may still fill.</summary>
/// <param name="Position">The first number that is missing.</param>
/// <param name="Since">When that was first seen.</param>
/// <param name="ProcessIds">The PostgreSQL sessions that may hold it; none where they have just ended.</param>
public sealed record ReaderHold(long Position, DateTimeOffset Since, IReadOnlyList<int> ProcessIds);
