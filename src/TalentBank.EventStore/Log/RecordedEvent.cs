namespace TalentBank.EventStore.Log;

/// <summary>An event as it stands in the log.</summary>
/// <param name="Position">Its place in the global order, ascending, with gaps.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Zone">The zone (tenant) it belongs to.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream; the first is 1.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="Data">Its data, JSON text.</param>
/// <param name="RecordedAt">When it was recorded, UTC; never less than that of an earlier position.</param>
/// <param name="Actor">Who sent the command.</param>
/// <param name="CommandId">The command that caused it.</param>
/// <param name="CorrelationId">The request or conversation it belongs to, if any.</param>
public sealed record RecordedEvent(
    long Position,
    Guid Id,
    string Zone,
    string Stream,
    long Version,
    string Type,
    string Data,
    DateTimeOffset RecordedAt,
    string Actor,
    Guid CommandId,
    string? CorrelationId);

/// <summary>A stream to read, from behind a version on (0: from its first event).</summary>
public sealed record StreamFrom(string Stream, long After = 0)
{
    public static implicit operator StreamFrom(string stream) => new(stream);
}

/// <summary>The events of one stream behind the version asked for; without any, that version is still the stream's (0: it does not exist).</summary>
public sealed record StreamSlice(string Stream, long Version, IReadOnlyList<RecordedEvent> Events);

/// <summary>A run of the log.</summary>
/// <param name="Events">In order of position.</param>
/// <param name="Through">The position through which the log is known complete: that of the last event, or further where a gap will stay empty.</param>
public sealed record LogPage(IReadOnlyList<RecordedEvent> Events, long Through);
