using System.Data.Common;

namespace TalentBank.Server.Dues;

/// <summary>Does what is due when the host starts and once a minute, so that a new day begins within a minute.</summary>
public sealed class DueHost(DueRunner runner, TimeProvider time, ILogger<DueHost> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
                await Run(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not done yet is done by the next run, here or elsewhere.
        }
    }

    private async Task Run(CancellationToken cancel)
    {
        try
        {
            var met = await runner.Run(cancel);
            if (met > 0)
                log.LogInformation("{Met} dues were met", met);
        }
        catch (DbException fault)
        {
            log.LogWarning(fault, "What is due waits for the database");
        }
    }
}
