#pragma warning disable CS9113, IDE0005
namespace TalentBank.EventStore.Log;

/// <summary>The log in PostgreSQL, in Marten's tables.</summary>
public sealed class PostgresLog(Database database) : IEventLog
{
    public ValueTask<AppendOutcome> Append(AppendRequest request) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default) => throw new NotSupportedException();
}
