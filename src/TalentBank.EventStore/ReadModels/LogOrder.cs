using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Follows the log event by event and finds where it breaks its own order. Keeps one number per stream.</summary>
internal sealed class LogOrder(Findings findings)
{
    private const string Subject = "log";

    private readonly Dictionary<(string Zone, string Stream), long> _versions = [];
    private DateTimeOffset _recordedAt = DateTimeOffset.MinValue;
    private long _position;

    public long Facts { get; private set; }

    public long Streams => _versions.Count;

    public void Follow(RecordedEvent fact)
    {
        Facts++;
        if (fact.Position <= _position) findings.Add(Check.Order, Subject, $"position {fact.Position} comes after {_position}");
        _position = Math.Max(_position, fact.Position);

        var version = _versions.GetValueOrDefault((fact.Zone, fact.Stream));
        if (fact.Version != version + 1)
            findings.Add(Check.Versions, Subject, $"position {fact.Position}: {fact.Stream} has version {fact.Version} after {version}");
        _versions[(fact.Zone, fact.Stream)] = fact.Version;

        if (fact.RecordedAt < _recordedAt)
            findings.Add(Check.RecordedTime, Subject, $"position {fact.Position} was recorded at {fact.RecordedAt:O}, an earlier one at {_recordedAt:O}");
        _recordedAt = fact.RecordedAt > _recordedAt ? fact.RecordedAt : _recordedAt;
    }
}
