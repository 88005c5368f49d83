namespace TalentBank.EventStore.Log;

/// <summary>What one accepted command asks the log to record, in one transaction.</summary>
/// <param name="Zone">The zone (tenant) that every stream of the request belongs to; not empty.</param>
/// <param name="CommandId">The id under which the outcome is remembered, unique in the zone.</param>
/// <param name="Fingerprint">A hash of the command's content: the same id with another fingerprint is refused.</param>
/// <param name="Result">What the caller is told, now and on every repetition (for instance the id of what was made).</param>
/// <param name="Actor">Who sent it: an opaque id, never a name.</param>
/// <param name="CorrelationId">The request or conversation it belongs to, if any.</param>
/// <param name="Streams">Each stream once, with the version the decision was taken on; a stream with no events was only read.</param>
public sealed record AppendRequest(
    string Zone,
    Guid CommandId,
    string Fingerprint,
    string Result,
    string Actor,
    string? CorrelationId,
    IReadOnlyList<StreamAppend> Streams);

/// <summary>The events for one stream, on condition that the stream's version is still the expected one (0: it does not exist).</summary>
public sealed record StreamAppend(string Stream, long ExpectedVersion, IReadOnlyList<NewEvent> Events);

/// <summary>An event not yet recorded: its id, its stored name (snake_case) and its data as JSON text.</summary>
public sealed record NewEvent(Guid Id, string Type, string Data);
