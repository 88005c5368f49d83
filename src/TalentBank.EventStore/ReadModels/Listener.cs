using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Hears of appends, on this server or another, on a connection of its own, and nudges the daemon. It only saves time:
/// what it misses, the daemon's poll finds.
/// </summary>
public sealed class Listener(Database database, Daemon daemon)
{
    /// <summary>How long before it asks whether the server is still there, and tries again where it is not.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2);

    /// <summary>Runs until cancelled; a connection that is lost is made anew.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Hear(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException)
            {
                // Meanwhile the daemon polls; and if the database is away, it is the daemon's part to say so.
                await new Alarm().Wait(Doubt, daemon.Time, cancel);
            }
        }
    }

    private async Task Hear(CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        connection.Notification += (_, _) => daemon.Nudge();
        // talentbank.append sends it.
        await ReadModelStore.Execute(connection, "listen talentbank_log", cancel);
        // Something may have come before the ears were open.
        daemon.Nudge();
        while (true)
        {
            // A server that is gone without a word would be waited for in vain.
            if (!await connection.WaitAsync(Doubt, cancel)) await ReadModelStore.Execute(connection, "select", cancel);
        }
    }
}
