using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>How all read models of the store stand, in its order; one that was never prepared is not among them. Cheap at any size.</summary>
public sealed class StatusLookup : Lookup<IReadOnlyList<ModelStatus>>
{
    private IReadOnlyList<ReadModel> _models = [];

    /// <summary>The same without a snapshot, on a connection at hand.</summary>
    internal static async Task<IReadOnlyList<ModelStatus>> Of(ReadModelStore store, NpgsqlConnection connection, CancellationToken cancel)
    {
        var lookup = new StatusLookup();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { lookup.Statements(store, zone: "")[0].Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await lookup.Read(reader, cancel);
        return lookup.Found;
    }

    internal override IReadOnlyList<Statement> Statements(ReadModelStore store, string zone)
    {
        _models = store.Models;
        var tables = store.Models.Select(model => (Live: store.TableOf(model), Next: ModelTable.Of(model, store.Json, hot: 0, TableRole.Next))).ToList();
        var select = new Statement();
        return [select.Add(
            $"""
            select m.n, p.last_seq_id, l.owner,
                   (select count(*) from talentbank.dead_letters d where d.model = m.live),
                   (select coalesce(max(seq_id), 0) from talentbank.mt_events),
                   r.last_seq_id,
                   extract(epoch from clock_timestamp() - obj_description(to_regclass(m.next_table), 'pg_class')::timestamptz)::float8
            from unnest(
                {select.Values(tables.Select(table => table.Live.Progress))}, {select.Values(tables.Select(table => table.Next.Progress))},
                {select.Values(tables.Select(table => table.Next.Quoted))}, {select.Values(tables.Select(table => IncomingTable.LockOf(table.Live)))}) with ordinality m(live, next, next_table, lock, n)
            join talentbank.mt_event_progression p on p.name = m.live
            left join talentbank.leases l on l.name = m.live and l.until >= clock_timestamp()
            -- Somebody is at work on it, and it is not what one who was killed has left.
            left join talentbank.mt_event_progression r on r.name = m.next and exists (
                select from pg_locks k
                where k.locktype = 'advisory' and k.objsubid = 1 and (k.classid::bigint << 32 | k.objid::bigint) = hashtextextended(m.lock, 0))
            order by m.n
            """)];
    }

    internal override async Task Read(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var found = new List<ModelStatus>();
        while (await reader.ReadAsync(cancel))
        {
            var model = _models[(int)reader.GetInt64(0) - 1];
            var (position, end) = (reader.GetInt64(1), reader.GetInt64(4));
            found.Add(new ModelStatus(
                model.Name, model.Version, position, Math.Max(0, end - position), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.GetInt64(3),
                reader.IsDBNull(5) || reader.IsDBNull(6) ? null : Rebuilding.After(reader.GetInt64(5), end, reader.GetDouble(6))));
        }

        Found = found;
    }
}
