using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>A log in which something happens before each of the first thirty pages; it is told after which position they begin.</summary>
internal sealed class Interrupted(IEventLog log, Func<long, Task> before) : ReadOnlyLog
{
    private int _times = 30;

    public override async ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
    {
        if (_times-- > 0) await before(after);
        return await log.ReadAll(after, limit, cancel);
    }
}
