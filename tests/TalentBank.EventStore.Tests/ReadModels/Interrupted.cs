using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>A log in which something happens before each of the first thirty pages; it is told after which position they begin.</summary>
internal sealed class Interrupted(IEventLog log, Func<long, Task> before) : IEventLog
{
    private int _times = 30;

    public async ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
    {
        if (_times-- > 0) await before(after);
        return await log.ReadAll(after, limit, cancel);
    }

    public ValueTask<AppendOutcome> Append(AppendRequest request) => log.Append(request);

    public ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default) => log.Find(zone, commandId, fingerprint, cancel);

    public ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default) => log.ReadStreams(zone, streams, cancel);

    public ValueTask<IReadOnlyList<string>> Archive(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) => log.Archive(zone, streams, cancel);

    public ValueTask<IReadOnlyList<string>> Unarchive(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) => log.Unarchive(zone, streams, cancel);
}
