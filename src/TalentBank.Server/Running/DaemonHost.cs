using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Running;

/// <summary>Keeps the read models fed while the host runs, and says when one of them does not follow.</summary>
public sealed class DaemonHost(Daemon daemon, ILogger<DaemonHost> log) : BackgroundService
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(daemon.Run(stoppingToken), Report(stoppingToken));

    private async Task Report(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Watch);
        string? known = null;
        while (!cancel.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            var fault = daemon.Fault;
            if (fault is not null && fault.Message != known)
                log.LogError(fault, "The read models do not follow the log");
            else if (fault is null && known is not null)
                log.LogInformation("The read models follow the log again");
            known = fault?.Message;
        }
    }
}
