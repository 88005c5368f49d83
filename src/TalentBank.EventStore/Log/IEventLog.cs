namespace TalentBank.EventStore.Log;

/// <summary>
/// The append-only log of facts, in one global order. Two implementations keep the same contract:
/// <c>PostgresLog</c> and <c>MemoryLog</c>.
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Appends to all the streams of the request, or to none. A command id seen before in the zone answers its
    /// first outcome and appends nothing. Never cancelled once sent: a commit is either known or asked for again.
    /// </summary>
    /// <exception cref="ArgumentException">A text that the log can't hold (U+0000, a lone surrogate), data that are not JSON, a stream twice.</exception>
    /// <exception cref="OutcomeUnknownException">The database stayed away; to send the same command again is safe.</exception>
    ValueTask<AppendOutcome> Append(AppendRequest request);

    /// <summary>What became of a command id: <c>Repeated</c> or <c>CommandIdTaken</c>; null where none was accepted under it.</summary>
    ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default);

    /// <summary>Reads streams, or what follows a known version of each, in one round trip, in the order asked for.</summary>
    ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default);

    /// <summary>
    /// Reads up to <paramref name="limit"/> events of all zones after a position, in order; fewer where they are large. It stops before a gap that a
    /// running transaction may still fill, so that whoever reads never sees an event before every earlier one that will exist.
    /// </summary>
    ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default);
}
