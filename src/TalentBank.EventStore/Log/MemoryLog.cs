namespace TalentBank.EventStore.Log;

/// <summary>The log in memory, for tests and simulations: the contract of <see cref="PostgresLog"/> without the database.</summary>
/// <param name="time">Where recorded times come from.</param>
public sealed class MemoryLog(TimeProvider time) : IEventLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<(string Zone, string Stream), List<RecordedEvent>> _streams = [];
    private readonly HashSet<(string Zone, string Stream)> _archived = [];
    private readonly Dictionary<(string Zone, Guid CommandId), (string Fingerprint, string Result, long Position)> _commands = [];

    public ValueTask<AppendOutcome> Append(AppendRequest request)
    {
        WellFormed.Check(request);
        lock (_lock)
            return ValueTask.FromResult(Judge(request) ?? Record(request));
    }

    public ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default)
    {
        lock (_lock)
            return ValueTask.FromResult(Remembered(zone, commandId, fingerprint));
    }

    public ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default)
    {
        WellFormed.Zone(zone);
        foreach (var (stream, _) in streams)
            WellFormed.Stream(stream);
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<StreamSlice>>(
                [.. streams.Select(from => new StreamSlice(from.Stream, Math.Max(from.After, Version(zone, from.Stream)), [.. Events(zone, from.Stream).Skip((int)from.After)]))]);
        }
    }

    public ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_lock)
        {
            // Without concurrent transactions there are no gaps: the position is the place in the list, from 1.
            RecordedEvent[] run = after < _events.Count ? [.. _events.Skip((int)after).Take(limit)] : [];
            return ValueTask.FromResult(new LogPage(run, after + run.Length));
        }
    }

    public ValueTask<IReadOnlyList<string>> Archive(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) =>
        Archive(zone, streams, stream => _archived.Add((zone, stream)));

    public ValueTask<IReadOnlyList<string>> Unarchive(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) =>
        Archive(zone, streams, stream => _archived.Remove((zone, stream)));

    private ValueTask<IReadOnlyList<string>> Archive(string zone, IReadOnlyList<string> streams, Action<string> mark)
    {
        WellFormed.Zone(zone);
        foreach (var stream in streams)
            WellFormed.Stream(stream);
        lock (_lock)
        {
            string[] unknown = [.. streams.Where(stream => Version(zone, stream) == 0)];
            foreach (var stream in unknown is [] ? streams : [])
                mark(stream);
            return ValueTask.FromResult<IReadOnlyList<string>>(unknown);
        }
    }

    private AppendOutcome? Judge(AppendRequest request)
    {
        if (Remembered(request.Zone, request.CommandId, request.Fingerprint) is { } first)
            return first;
        // Before any conflict: no version of an archived stream would do.
        foreach (var (stream, _, events) in request.Streams)
        {
            if (events.Count > 0 && _archived.Contains((request.Zone, stream)))
                return new AppendOutcome.Archived(stream);
        }
        foreach (var (stream, expected, _) in request.Streams)
        {
            if (Version(request.Zone, stream) is var actual && actual != expected)
                return new AppendOutcome.Conflict(stream, expected, actual);
        }
        return null;
    }

    private AppendOutcome? Remembered(string zone, Guid commandId, string fingerprint) =>
        !_commands.TryGetValue((zone, commandId), out var first) ? null
        : first.Fingerprint == fingerprint ? new AppendOutcome.Repeated(first.Position, first.Result)
        : new AppendOutcome.CommandIdTaken();

    private AppendOutcome.Appended Record(AppendRequest request)
    {
        var now = time.GetUtcNow();
        var recordedAt = _events is [.., var last] && last.RecordedAt > now ? last.RecordedAt : now;
        foreach (var (stream, expected, events) in request.Streams)
        {
            if (events.Count > 0 && expected == 0)
                _streams.Add((request.Zone, stream), []);
            foreach (var @event in events)
            {
                var recorded = new RecordedEvent(
                    _events.Count + 1, @event.Id, request.Zone, stream, Version(request.Zone, stream) + 1, @event.Type, @event.Data,
                    recordedAt, request.Actor, request.CommandId, request.CorrelationId);
                _events.Add(recorded);
                _streams[(request.Zone, stream)].Add(recorded);
            }
        }
        _commands.Add((request.Zone, request.CommandId), (request.Fingerprint, request.Result, _events.Count));
        return new AppendOutcome.Appended(_events.Count, recordedAt);
    }

    private long Version(string zone, string stream) => Events(zone, stream).Count;

    private List<RecordedEvent> Events(string zone, string stream) => _streams.GetValueOrDefault((zone, stream), []);
}
