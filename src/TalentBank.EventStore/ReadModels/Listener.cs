using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// Hears of appends, and of batches that other servers' daemons committed, on a connection of its own, and nudges the
/// daemon. It only saves time: what it misses, the daemon's poll finds.
/// </summary>
public sealed class Listener(Database database, Daemon daemon)
{
    /// <summary>Sent by talentbank.append and talentbank.advance.</summary>
    private const string Listen = "listen talentbank_log; listen talentbank_read";

    /// <summary>How long before it asks whether the server is still there, and tries again where it is not.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2);

    /// <summary>Whether it hears at the moment.</summary>
    public bool IsListening { get; private set; }

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
            finally
            {
                IsListening = false;
            }
        }
    }

    private async Task Hear(CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        var own = daemon.Owner.ToString();
        connection.Notification += (_, news) =>
        {
            if (news.Payload != own) daemon.Nudge();
        };
        await ReadModelStore.Execute(connection, Listen, cancel);
        IsListening = true;
        // Something may have come before the ears were open.
        daemon.Nudge();
        while (true)
        {
            // A server that is gone without a word would be waited for in vain.
            if (!await connection.WaitAsync(Doubt, cancel)) await ReadModelStore.Execute(connection, "select", cancel);
        }
    }
}
