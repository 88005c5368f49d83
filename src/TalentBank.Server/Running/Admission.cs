using System.Data.Common;
using System.Threading.RateLimiting;

namespace TalentBank.Server.Running;

/// <summary>
/// Lets no more requests work at once than there are connections for; so many more wait their turn, and any beyond is told at
/// once that the server is busy. A server that lets everybody wait for a connection never recovers from a network that failed:
/// who gets a connection has no time left to use it.
/// </summary>
public sealed class Admission : IDisposable
{
    /// <summary>Connections for what works beside the requests: the log's session, the daemon, the listener, health.</summary>
    private const int Reserved = 8;

    /// <summary>How many may wait for each that works.</summary>
    private const int WaitingForEach = 10;

    private readonly ConcurrencyLimiter _limiter;

    /// <param name="connections">How many connections the pool opens at most.</param>
    public Admission(int connections)
    {
        var atOnce = Math.Max(1, connections - Reserved);
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = atOnce * WaitingForEach,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>What to dispose of when the work is done; null where too many wait already.</summary>
    public async ValueTask<IDisposable?> Enter(CancellationToken cancel)
    {
        var lease = await _limiter.AcquireAsync(1, cancel);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        return null;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>Whether it failed because the database is out of reach: no bug, and worth another try later.</summary>
    public static bool IsForLater(Exception fault) => fault is DbException away && Installation.IsAway(away);
}
