using System.Diagnostics.Metrics;

namespace TalentBank.EventStore.Log;

/// <summary>
/// Callers at the same time share a round trip and a commit (ADR 6). Who finds nobody under way is sent at once; what gathers
/// meanwhile is the next group.
/// </summary>
internal sealed class GroupCommit(Database database)
{
    private static readonly Histogram<int> GroupSize = Telemetry.Meter.CreateHistogram<int>("tb_append_group_size", "{request}", "Requests that shared a commit.");
    private static readonly UpDownCounter<int> QueueLength = Telemetry.Meter.CreateUpDownCounter<int>("tb_append_queue_length", "{request}", "Requests that wait for the group under way.");

    private readonly Lock _lock = new();
    private readonly AppendQueue _queue = new();
    private readonly Delivery _delivery = new(database);
    private bool _underWay;

    public Task<AppendOutcome> Append(PendingAppend append)
    {
        lock (_lock)
        {
            if (!_queue.TryAdd(append))
                return Task.FromResult<AppendOutcome>(new AppendOutcome.Busy());
            QueueLength.Add(1);
            if (_underWay)
                return append.Task;
            _underWay = true;
        }
        // On the caller's thread, so that a lone caller waits for no other; but later groups are none of its trace.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _ = DeliverAll();
        return append.Task;
    }

    private async Task DeliverAll()
    {
        while (true)
        {
            PendingAppend[] group;
            lock (_lock)
            {
                group = _queue.Take();
                if (group.Length == 0)
                {
                    _underWay = false;
                    return;
                }
            }
            QueueLength.Add(-group.Length);
            GroupSize.Record(group.Length);
            await _delivery.Deliver(group);
            // Those just answered often come again at once: one turn for them, else the first would go without the rest.
            if (group.Length > 1)
                await Task.Yield();
        }
    }
}
