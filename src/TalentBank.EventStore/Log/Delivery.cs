using System.Diagnostics.Metrics;
using Npgsql;

namespace TalentBank.EventStore.Log;

/// <summary>
/// Brings every request of a group to its outcome or its exception, whatever breaks on the way. One group at a time, over a
/// session that is kept from group to group.
/// </summary>
internal sealed class Delivery(Database database)
{
    /// <summary>About six seconds in all: long enough for PostgreSQL to restart.</summary>
    private const int Attempts = 10;

    /// <summary>How many of a refused group are under way at once, so that one that is tried again and again doesn't stop the rest.</summary>
    private const int AloneAtOnce = 4;

    private static readonly Counter<long> Conflicts = Telemetry.Meter.CreateCounter<long>("tb_append_conflicts_total", "{request}", "Requests whose stream had moved on.");
    private static readonly Counter<long> Unknown = Telemetry.Meter.CreateCounter<long>("tb_unknown_commit_total", "{commit}", "Commits whose outcome had to be asked for.");

    private readonly RememberedCommands _remembered = new(database);
    private AppendSession? _session;

    /// <param name="group">At least one, all of one zone. Each is answered when this ends, or soon after where the group was refused as a whole.</param>
    public async Task Deliver(PendingAppend[] group)
    {
        Exception? last = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                // Whatever went wrong before, and however far it got: the command ids tell.
                if (attempt > 0)
                    group = await Ask(group);
                if (group.Length == 0 || await Send(group))
                    return;
            }
            catch (Exception refusal) when (IsRefusal(refusal))
            {
                await Discard();
                if (group.Length == 1)
                    group[0].SetException(refusal);
                else
                    _ = DeliverAlone(group);
                return;
            }
            catch (NpgsqlException fault) when (IsPassing(fault))
            {
                last = fault;
                await Discard();
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(25 << attempt, 1000)));
            }
            Unknown.Add(1);
            database.Refresh();
        }
        foreach (var append in group)
            append.SetException(new OutcomeUnknownException(append.Request.CommandId, last));

        // What another attempt would not get past, or would get past sooner without the rest of the group.
        bool IsRefusal(Exception fault) => fault is not NpgsqlException answer || !IsPassing(answer) || (group.Length > 1 && answer.SqlState == PostgresErrorCodes.UniqueViolation);
    }

    /// <summary>Closes the session; the next group opens another.</summary>
    private ValueTask Discard() => Interlocked.Exchange(ref _session, null) is { } session ? session.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Each by itself, so that only the one that the database refuses gets its exception; later groups don't wait for it.</summary>
    private Task DeliverAlone(PendingAppend[] group) =>
        Parallel.ForEachAsync(group, new ParallelOptions { MaxDegreeOfParallelism = AloneAtOnce }, async (append, _) =>
        {
            var delivery = new Delivery(database);
            await delivery.Deliver([append]);
            await delivery.Discard();
        });

    /// <summary>False: the outcome is unknown.</summary>
    private async Task<bool> Send(PendingAppend[] group)
    {
        _session ??= await AppendSession.Open(database);
        if (await _session.Send(group) is not { } outcomes)
        {
            await Discard();
            return false;
        }
        for (var n = 0; n < group.Length; n++)
        {
            if (outcomes[n] is AppendOutcome.Conflict)
                Conflicts.Add(1);
            group[n].SetResult(outcomes[n]);
        }
        return true;
    }

    /// <summary>Answers those whose command is remembered; the others are left.</summary>
    private async Task<PendingAppend[]> Ask(PendingAppend[] group)
    {
        var found = await _remembered.Find(group[0].Request.Zone, [.. group.Select(append => (append.Request.CommandId, append.Request.Fingerprint))]);
        for (var n = 0; n < group.Length; n++)
        {
            if (found[n] is { } outcome)
                group[n].SetResult(outcome);
        }
        return [.. group.Where((_, n) => found[n] is null)];
    }

    /// <summary>
    /// A fault that another attempt may get past: no answer, or one that blames the moment. A foreign writer that goes
    /// without the lock can take a version from under us, which is a unique violation here and a conflict next time.
    /// </summary>
    private static bool IsPassing(NpgsqlException fault) =>
        fault is not PostgresException { IsTransient: false } answer
        || answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.UniqueViolation;
}
