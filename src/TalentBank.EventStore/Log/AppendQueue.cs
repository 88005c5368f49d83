namespace TalentBank.EventStore.Log;

/// <summary>
/// Requests that wait for the group under way to end. A group is of one zone: of that whose first request has waited longest;
/// within a zone who comes first goes first. Not safe for concurrent use by itself.
/// </summary>
internal sealed class AppendQueue
{
    /// <summary>What one group holds at most: enough to share a commit by, little enough that its answer is not long in coming.</summary>
    internal const int GroupRequests = 512, GroupBytes = 4 << 20;

    /// <summary>What waits at most; beyond that the answer is busy.</summary>
    internal const int MostRequests = 10_000, MostBytes = 64 << 20;

    private readonly Dictionary<string, Queue<Waiting>> _zones = [];

    /// <summary>The zones that wait, by the arrival of the first in each.</summary>
    private readonly PriorityQueue<Queue<Waiting>, long> _order = new();

    private long _arrivals;
    private long _bytes;

    public int Count { get; private set; }

    /// <summary>False where the queue is full: nothing was taken in.</summary>
    public bool TryAdd(PendingAppend append)
    {
        if (Count >= MostRequests || (Count > 0 && _bytes + append.Bytes > MostBytes))
            return false;
        if (!_zones.TryGetValue(append.Request.Zone, out var zone))
            _zones.Add(append.Request.Zone, zone = new Queue<Waiting>());
        var waiting = new Waiting(append, _arrivals++);
        if (zone.Count == 0)
            _order.Enqueue(zone, waiting.Arrival);
        zone.Enqueue(waiting);
        Count++;
        _bytes += append.Bytes;
        return true;
    }

    /// <summary>The next group; empty where nobody waits. A request too big for any group is one by itself.</summary>
    public PendingAppend[] Take()
    {
        if (!_order.TryDequeue(out var zone, out _))
            return [];
        var group = new List<PendingAppend>(Math.Min(zone.Count, GroupRequests));
        long bytes = 0;
        while (zone.TryPeek(out var first) && (group.Count == 0 || (group.Count < GroupRequests && bytes + first.Append.Bytes <= GroupBytes)))
        {
            group.Add(zone.Dequeue().Append);
            bytes += first.Append.Bytes;
        }
        Count -= group.Count;
        _bytes -= bytes;
        if (zone.TryPeek(out var next))
            _order.Enqueue(zone, next.Arrival);
        else
            _zones.Remove(group[0].Request.Zone);
        return [.. group];
    }

    private readonly record struct Waiting(PendingAppend Append, long Arrival);
}
