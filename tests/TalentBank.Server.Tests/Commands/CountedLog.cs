using TalentBank.EventStore.Log;

namespace TalentBank.Server.Tests.Commands;

/// <summary>A log that remembers how it was asked: each call is a round trip.</summary>
internal sealed class CountedLog(IEventLog log) : IEventLog
{
    /// <summary>The calls since <see cref="Begin"/>, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>How many events were read since <see cref="Begin"/>.</summary>
    public int Read { get; private set; }

    public void Begin()
    {
        Calls.Clear();
        Read = 0;
    }

    public ValueTask<AppendOutcome> Append(AppendRequest request)
    {
        Calls.Add(nameof(Append));
        return log.Append(request);
    }

    public ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default)
    {
        Calls.Add(nameof(Find));
        return log.Find(zone, commandId, fingerprint, cancel);
    }

    public async ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default)
    {
        Calls.Add(nameof(ReadStreams));
        var slices = await log.ReadStreams(zone, streams, cancel);
        Read += slices.Sum(slice => slice.Events.Count);
        return slices;
    }

    public ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default) => log.ReadAll(after, limit, cancel);

    public ValueTask<IReadOnlyList<string>> Archive(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) => log.Archive(zone, streams, cancel);

    public ValueTask<IReadOnlyList<string>> Unarchive(string zone, IReadOnlyList<string> streams, CancellationToken cancel = default) => log.Unarchive(zone, streams, cancel);
}
