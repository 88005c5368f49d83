using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Requests for tests.</summary>
public static class Sample
{
    public static AppendRequest Request(string zone, params StreamAppend[] streams) =>
        new(zone, Guid.NewGuid(), "fingerprint", "result", "actor", "correlation", streams);

    public static StreamAppend To(string stream, long expectedVersion, int events = 1) =>
        new(stream, expectedVersion, [.. Enumerable.Range(1, events).Select(n => Event($$"""{"n": {{n}}}"""))]);

    public static StreamAppend OnlyRead(string stream, long expectedVersion) => new(stream, expectedVersion, []);

    public static NewEvent Event(string data) => new(Guid.NewGuid(), "something_happened", data);

    /// <summary>Everything after a position that can be read now.</summary>
    public static async Task<List<RecordedEvent>> ReadToEnd(this IEventLog log, long after = 0, int limit = 100)
    {
        var events = new List<RecordedEvent>();
        while (await log.ReadAll(after, limit) is { Events.Count: > 0 } page)
        {
            events.AddRange(page.Events);
            after = page.Through;
        }
        return events;
    }

    public static async Task<long> End(this IEventLog log) => await log.ReadToEnd() is [.., var last] ? last.Position : 0;

    public static async Task<StreamSlice> ReadStream(this IEventLog log, string zone, string stream) =>
        (await log.ReadStreams(zone, [stream]))[0];

    /// <summary>One group, sent once and without the log's further attempts; null: the outcome is unknown.</summary>
    internal static async Task<AppendOutcome[]?> SendGroup(this Database database, params AppendRequest[] requests)
    {
        await using var session = await AppendSession.Open(database);
        return await session.Send([.. requests.Select(request => new PendingAppend(request, bytes: 0))]);
    }
}
