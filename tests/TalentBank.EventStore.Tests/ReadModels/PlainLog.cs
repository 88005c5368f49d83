using System.Text.Json;
using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>A log that is a list, so that a test can write into it what no real log would take.</summary>
internal sealed class PlainLog : ReadOnlyLog
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();

    /// <summary>What is in it; planted damage goes here.</summary>
    public List<RecordedEvent> Events { get; } = [];

    /// <summary>Through which position it is known complete; null: through its last event.</summary>
    public long? Through { get; set; }

    /// <summary>How long after the last fact the next one is recorded.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How far its facts stand apart: what is between them is no fact, as after appends that were taken back.</summary>
    public int Apart { get; init; } = 1;

    /// <summary>How often it was read.</summary>
    public int Reads { get; private set; }

    public long Last => Events.Count > 0 ? Events[^1].Position : 0;

    /// <summary>Records one fact, a step after the one before; gives its position.</summary>
    public long Add(string stream, Fact fact, string zone = "meishan")
    {
        lock (_lock)
        {
            var version = 1 + Events.Where(recorded => recorded.Zone == zone && recorded.Stream == stream).Select(recorded => recorded.Version).DefaultIfEmpty(0).Max();
            Events.Add(new RecordedEvent(
                Last + Apart, Guid.CreateVersion7(), zone, stream, version, fact.GetType().Name, JsonSerializer.Serialize<object>(fact),
                Start + ((Events.Count + 1) * Step), "clerk-1", Guid.CreateVersion7(), CorrelationId: null));
            return Last;
        }
    }

    public override ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            Reads++;
            RecordedEvent[] page = [.. Events.Where(recorded => recorded.Position > after).Take(limit)];
            var through = page.Length == limit ? page[^1].Position : Math.Max(after, Through ?? Last);
            return ValueTask.FromResult(new LogPage(page, through));
        }
    }
}
