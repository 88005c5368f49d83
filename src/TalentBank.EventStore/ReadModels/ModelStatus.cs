using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>How one read model stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Position">The log position that it includes.</param>
/// <param name="Behind">How many positions the log is ahead of it.</param>
/// <param name="Owner">The daemon that feeds it; null where nobody does now.</param>
/// <param name="SetAside">How many facts it could not take: per document, all that follow the first.</param>
/// <param name="Rebuilding">How far the table is that is being built beside it; null where none is.</param>
public sealed record ModelStatus(string Name, int Version, long Position, long Behind, Guid? Owner, long SetAside, Rebuilding? Rebuilding)
{
    /// <summary>Whether a daemon feeds it now.</summary>
    public bool Fed => Owner is not null;

    /// <summary>All read models of the store, in its order; one that was never prepared is not among them. Cheap at any size.</summary>
    internal static async Task<IReadOnlyList<ModelStatus>> Of(ReadModelStore store, NpgsqlConnection connection, CancellationToken cancel)
    {
        var tables = store.Models.Select(model => (Live: store.TableOf(model), Next: ModelTable.Of(model, store.Json, hot: 0, TableRole.Next))).ToList();
        await using var command = new NpgsqlCommand(
            """
            select m.n, p.last_seq_id, l.owner,
                   (select count(*) from talentbank.dead_letters d where d.model = m.live),
                   (select coalesce(max(seq_id), 0) from talentbank.mt_events),
                   r.last_seq_id,
                   extract(epoch from clock_timestamp() - obj_description(to_regclass(m.next_table), 'pg_class')::timestamptz)::float8
            from unnest($1, $2, $3, $4) with ordinality m(live, next, next_table, lock, n)
            join talentbank.mt_event_progression p on p.name = m.live
            left join talentbank.leases l on l.name = m.live and l.until >= clock_timestamp()
            -- Somebody is at work on it, and it is not what one who was killed has left.
            left join talentbank.mt_event_progression r on r.name = m.next and exists (
                select from pg_locks k
                where k.locktype = 'advisory' and k.objsubid = 1 and (k.classid::bigint << 32 | k.objid::bigint) = hashtextextended(m.lock, 0))
            order by m.n
            """, connection)
        {
            Parameters =
            {
                new() { Value = tables.Select(table => table.Live.Progress).ToArray() },
                new() { Value = tables.Select(table => table.Next.Progress).ToArray() },
                new() { Value = tables.Select(table => table.Next.Quoted).ToArray() },
                new() { Value = tables.Select(table => IncomingTable.LockOf(table.Live)).ToArray() },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var found = new List<ModelStatus>();
        while (await row.ReadAsync(cancel))
        {
            var model = store.Models[(int)row.GetInt64(0) - 1];
            var (position, end) = (row.GetInt64(1), row.GetInt64(4));
            found.Add(new ModelStatus(
                model.Name, model.Version, position, Math.Max(0, end - position), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetInt64(3),
                row.IsDBNull(5) || row.IsDBNull(6) ? null : Rebuilding.After(row.GetInt64(5), end, row.GetDouble(6))));
        }
        return found;
    }
}

/// <summary>How far a rebuild is, seen from outside.</summary>
/// <param name="Position">The log position that the new table includes.</param>
/// <param name="Goal">The end of the log.</param>
/// <param name="PerSecond">How many positions it has taken in a second so far.</param>
/// <param name="SecondsLeft">At that speed; null where nothing can be said yet.</param>
public sealed record Rebuilding(long Position, long Goal, double PerSecond, double? SecondsLeft)
{
    internal static Rebuilding After(long position, long goal, double seconds)
    {
        var perSecond = position / Math.Max(seconds, 0.001);
        return new Rebuilding(position, goal, perSecond, position > 0 ? Math.Max(0, goal - position) / perSecond : null);
    }
}
