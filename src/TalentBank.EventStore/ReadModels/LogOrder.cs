using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Follows the log event by event and finds where it breaks its own order. Keeps one number per stream.</summary>
internal sealed class LogOrder(Findings findings)
{
    private const string Subject = "log";

    private readonly Dictionary<(string Zone, string Stream), long> versions = [];
    private DateTimeOffset recordedAt = DateTimeOffset.MinValue;
    private long position;

    public long Facts { get; private set; }

    public long Streams => versions.Count;

    public void Follow(RecordedEvent fact)
    {
        Facts++;
        if (fact.Position <= position) findings.Add(Check.Order, Subject, $"position {fact.Position} comes after {position}");
        position = Math.Max(position, fact.Position);

        var version = versions.GetValueOrDefault((fact.Zone, fact.Stream));
        if (fact.Version != version + 1)
            findings.Add(Check.Versions, Subject, $"position {fact.Position}: {fact.Stream} has version {fact.Version} after {version}");
        versions[(fact.Zone, fact.Stream)] = fact.Version;

        if (fact.RecordedAt < recordedAt)
            findings.Add(Check.RecordedTime, Subject, $"position {fact.Position} was recorded at {fact.RecordedAt:O}, an earlier one at {recordedAt:O}");
        recordedAt = fact.RecordedAt > recordedAt ? fact.RecordedAt : recordedAt;
    }
}
