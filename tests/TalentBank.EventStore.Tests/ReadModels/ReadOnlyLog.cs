using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>As much of a log as a daemon needs.</summary>
internal abstract class ReadOnlyLog : IEventLog
{
    public abstract ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default);

    public ValueTask<AppendOutcome> Append(AppendRequest request) => throw new NotSupportedException();

    public ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default) => throw new NotSupportedException();
}
