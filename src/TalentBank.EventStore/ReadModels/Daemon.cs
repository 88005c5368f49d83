#pragma warning disable CS9113, IDE0005
using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Feeds the read models from the log: each batch and its checkpoint are committed in one transaction.</summary>
public sealed class Daemon(IEventLog log, ReadModelStore store, Func<RecordedEvent, object> decode)
{
    /// <summary>Runs until cancelled.</summary>
    public Task Run(CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Says that something was appended just now, so that nobody waits for the next poll.</summary>
    public void Nudge() => throw new NotSupportedException();

    /// <summary>Waits until every read model includes the position; false when the bound ran out first.</summary>
    public Task<bool> WaitFor(long position, TimeSpan bound, CancellationToken cancel = default) => throw new NotSupportedException();
}
