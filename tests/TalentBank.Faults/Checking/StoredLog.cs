using System.Diagnostics;
using Npgsql;

namespace TalentBank.Faults.Checking;

/// <summary>Reads the log as it stands in the database, past the engine.</summary>
internal static class StoredLog
{
    public static async Task<LogContent> Read(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var commands = await Rows(source, "select command_id, result, position from talentbank.commands",
            row => new RememberedCommand(row.GetGuid(0), row.GetString(1), row.GetInt64(2)));
        var facts = await Rows(source, "select causation_id::uuid, seq_id, stream_id, type, xmin::text from talentbank.mt_events where causation_id is not null order by seq_id",
            row => new StoredFact(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4)));
        var broken = await Rows(source,
            """
            select s.id || ': the stream says version ' || s.version || ', its facts ' || coalesce(min(e.version) || ' to ' || max(e.version), 'none') || ' (' || count(e.version) || ')'
            from talentbank.mt_streams s left join talentbank.mt_events e on (e.tenant_id, e.stream_id) = (s.tenant_id, s.id)
            group by s.tenant_id, s.id, s.version
            having (coalesce(min(e.version), 0), coalesce(max(e.version), 0), count(e.version)) is distinct from (1, s.version, s.version)
            """,
            row => row.GetString(0));
        var aside = await Rows(source, "select count(*) from talentbank.dead_letters", row => row.GetInt64(0));
        return new LogContent(commands.ToDictionary(command => command.Id), facts.ToLookup(fact => fact.Command), broken, aside[0]);
    }

    /// <summary>Waits until every read model includes the whole log; says which don't when the bound ends.</summary>
    public static async Task<string?> Behind(string connectionString, TimeSpan bound)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(100)))
        {
            var behind = await Rows(source,
                """
                select p.name || ' at ' || p.last_seq_id || ' of ' || e.last
                from talentbank.mt_event_progression p, (select max(seq_id) as last from talentbank.mt_events) e
                where p.last_seq_id < e.last
                """,
                row => row.GetString(0));
            if (behind.Count == 0)
                return null;
            if (since.Elapsed > bound)
                return string.Join(", ", behind);
        }
    }

    private static async Task<List<T>> Rows<T>(NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}

