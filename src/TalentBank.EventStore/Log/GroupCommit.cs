using System.Diagnostics.Metrics;

namespace TalentBank.EventStore.Log;

/// <summary>
/// Callers at the same time share a round trip and a commit. Who finds nobody under way is sent at once; what gathers
/// meanwhile is the next group. When that is large it does not wait for the first to end but follows on a second session:
/// it is written to the wire, read and parsed while the first is at work, and at the lock its turn comes (ADR 6).
/// </summary>
internal sealed class GroupCommit
{
    /// <summary>How many groups are under way at most.</summary>
    private const int Sessions = 2;

    /// <summary>How many requests are worth a second group. Fewer gain more by sharing the next commit.</summary>
    private const int WorthASecond = 64;

    private static readonly Histogram<int> GroupSize = Telemetry.Meter.CreateHistogram<int>("tb_append_group_size", "{request}", "Requests that shared a commit.");
    private static readonly UpDownCounter<int> QueueLength = Telemetry.Meter.CreateUpDownCounter<int>("tb_append_queue_length", "{request}", "Requests that wait for the group under way.");

    private readonly Lock _lock = new();
    private readonly AppendQueue _queue = new();
    private readonly Stack<Delivery> _idle;

    public GroupCommit(Database database) => _idle = new(Enumerable.Range(0, Sessions).Select(_ => new Delivery(database)));

    private int UnderWay => Sessions - _idle.Count;

    public Task<AppendOutcome> Append(PendingAppend append)
    {
        Delivery? delivery;
        lock (_lock)
        {
            if (!_queue.TryAdd(append))
                return Task.FromResult<AppendOutcome>(new AppendOutcome.Busy());
            delivery = IsWorthAGroup(UnderWay) && _idle.TryPop(out var idle) ? idle : null;
        }
        QueueLength.Add(1);
        if (delivery is null)
            return append.Task;
        // On the caller's thread, so that a lone caller waits for no other; but later groups are none of its trace.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _ = DeliverAll(delivery);
        return append.Task;
    }

    private async Task DeliverAll(Delivery delivery)
    {
        while (true)
        {
            PendingAppend[] group;
            lock (_lock)
            {
                if (!IsWorthAGroup(UnderWay - 1))
                {
                    _idle.Push(delivery);
                    return;
                }
                group = _queue.Take();
            }
            QueueLength.Add(-group.Length);
            GroupSize.Record(group.Length);
            await delivery.Deliver(group);
            // Those just answered often come again at once: one turn for them, else the first would go without the rest.
            if (group.Length > 1)
                await Task.Yield();
        }
    }

    private bool IsWorthAGroup(int others) => _queue.Count >= (others == 0 ? 1 : WorthASecond);
}
