namespace TalentBank.Faults.Checking;

/// <summary>What the database holds of the commands.</summary>
/// <param name="Commands">Those that are remembered.</param>
/// <param name="Facts">The facts of each command, in the order of the log.</param>
/// <param name="BrokenStreams">Streams with a hole, or whose row says another version than their facts.</param>
/// <param name="DeadLetters">How many facts were set aside.</param>
internal sealed record LogContent(IReadOnlyDictionary<Guid, RememberedCommand> Commands, ILookup<Guid, StoredFact> Facts, IReadOnlyList<string> BrokenStreams, long DeadLetters);

/// <summary>A row of talentbank.commands.</summary>
internal sealed record RememberedCommand(Guid Id, string Result, long Position);

/// <summary>A row of talentbank.mt_events with the transaction that wrote it.</summary>
internal sealed record StoredFact(Guid Command, long Position, string Stream, string Type, string Transaction);
