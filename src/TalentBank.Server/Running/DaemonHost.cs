using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Running;

/// <summary>Keeps the read models fed while the host runs.</summary>
public sealed class DaemonHost(Daemon daemon) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => daemon.Run(stoppingToken);
}
