using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Running;

/// <summary>Keeps the read models fed while the host runs, and says when one of them does not follow, or leaves a fact aside.</summary>
public sealed class DaemonHost(Daemon daemon, Listener listener, ReadModelStore store, ILogger<DaemonHost> log) : BackgroundService
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(daemon.Run(stoppingToken), listener.Run(stoppingToken), Report(stoppingToken));

    private async Task Report(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Watch);
        var (known, aside) = ((string?)null, 0L);
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && !cancel.IsCancellationRequested)
        {
            var fault = daemon.Fault;
            if (fault is not null && fault.Message != known)
                log.LogError(fault, "The read models do not follow the log");
            else if (fault is null && known is not null)
                log.LogInformation("The read models follow the log again");
            known = fault?.Message;
            aside = await CountAside(aside, cancel);
        }
    }

    /// <summary>Looks how far the models are, for the metrics too.</summary>
    private async Task<long> CountAside(long before, CancellationToken cancel)
    {
        try
        {
            var aside = (await store.Lags(cancel)).Sum(lag => lag.Aside);
            if (aside > before)
                log.LogWarning("{Aside} facts are set aside, {More} more than before: read models could not take them", aside, aside - before);
            return aside;
        }
        catch (Exception away) when (away is System.Data.Common.DbException or OperationCanceledException)
        {
            // The daemon meets the same, and tells it.
            return before;
        }
    }
}
