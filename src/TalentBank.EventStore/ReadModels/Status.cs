using System.Data;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>How the log and its read models stand at a moment, in one snapshot.</summary>
/// <param name="End">The log's last position; 0 where it is empty.</param>
/// <param name="Facts">How many facts.</param>
/// <param name="Streams">In how many streams.</param>
/// <param name="Archived">How many of these are archived.</param>
/// <param name="Bytes">The size of the database.</param>
/// <param name="Models">The read models.</param>
/// <param name="Holders">Who keeps the readers waiting, if anybody does.</param>
public sealed record Status(long End, long Facts, long Streams, long Archived, long Bytes, IReadOnlyList<ModelStatus> Models, IReadOnlyList<Holder> Holders)
{
    /// <summary>Looks; it counts every fact, which takes its time on a large log.</summary>
    public static async Task<Status> Of(ReadModelStore store, CancellationToken cancel = default)
    {
        await using var connection = await store.Open(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var models = await StatusLookup.Of(store, connection, cancel);
        var holders = await Holder.Of(models.Select(model => model.Position).DefaultIfEmpty(0).Min(), connection, cancel);
        await using var command = new NpgsqlCommand(
            """
            select coalesce(max(seq_id), 0), count(*),
                   (select count(*) from talentbank.mt_streams), (select count(*) from talentbank.mt_streams where is_archived),
                   pg_database_size(current_database())
            from talentbank.mt_events
            """, connection) { CommandTimeout = Database.Unbounded };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new Status(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), models, holders);
    }
}

/// <summary>A transaction that took log positions and has not ended: readers wait at the first of them.</summary>
/// <param name="Position">Where they wait.</param>
/// <param name="ProcessId">PostgreSQL's process: <c>select pg_terminate_backend(...)</c> ends it.</param>
/// <param name="Application">What it calls itself.</param>
/// <param name="State">What it does, as <c>pg_stat_activity</c> says it; null where that is not ours to see.</param>
/// <param name="Since">When its transaction began.</param>
public sealed record Holder(long Position, int ProcessId, string Application, string? State, DateTimeOffset? Since)
{
    /// <summary>Whoever takes a position holds a lock on the sequence to the end (see GapReader).</summary>
    internal static async Task<IReadOnlyList<Holder>> Of(long position, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            select a.pid, coalesce(a.application_name, ''), a.state, a.xact_start
            from pg_locks l
            join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'relation' and l.granted and l.mode <> 'AccessShareLock'
              and l.database = (select oid from pg_database where datname = current_database())
              and l.relation = 'talentbank.mt_events_sequence'::regclass
              and (select min(seq_id) from talentbank.mt_events where seq_id > $1) > $1 + 1
              and not exists (select from talentbank.skips where $1 + 1 between position and through)
            order by a.xact_start
            """, connection) { Parameters = { new() { Value = position } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var holders = new List<Holder>();
        while (await reader.ReadAsync(cancel))
        {
            holders.Add(new Holder(
                position + 1, reader.GetInt32(0), reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3)));
        }
        return holders;
    }
}
