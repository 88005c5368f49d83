using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace TalentBank.EventStore.Moving;

/// <summary>
/// Writes all of a zone's log to a file, from which an empty database makes the same log again. It sees one snapshot, runs
/// beside a working server, and keeps nobody waiting.
/// </summary>
public sealed class ZoneExport(Database database)
{
    private const int FactsPerReport = 1000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Line.Json.MaxDepth };

    /// <summary>Exports streams, facts and commands; the keys to personal data are not among them.</summary>
    /// <exception cref="IOException">The file can't be written, or is there already.</exception>
    public async Task<Exported> Run(string zone, string path, IProgress<Moved>? progress = null, CancellationToken cancel = default)
    {
        await using var file = new ZoneFileWriter(path);
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var total = await Facts(connection, zone, cancel);
        var (done, first, last) = (0L, (long?)null, (long?)null);

        await file.Write(Line.Streams, Rows(connection, zone,
            "select id, version, created, timestamp, is_archived, type from talentbank.mt_streams where tenant_id = $1 order by id collate \"C\"",
            row => new StreamLine(row.GetString(0), row.GetInt64(1), Time(row, 2), Time(row, 3), row.GetBoolean(4), Text(row, 5)), cancel));
        await file.Write(Line.Facts, Rows(connection, zone,
            """
            select seq_id, id, stream_id, version, type, data, timestamp, is_archived, user_name, causation_id, correlation_id, headers, mt_dotnet_type, bdata
            from talentbank.mt_events where tenant_id = $1 order by seq_id
            """,
            Fact, cancel));
        await file.Write(Line.Commands, Rows(connection, zone,
            "select command_id, fingerprint, result, position, recorded_at from talentbank.commands where zone = $1 order by position, command_id",
            row => new CommandLine(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Time(row, 4)), cancel));
        return await file.Finish(Manifest.Log, zone, first, last);

        FactLine Fact(NpgsqlDataReader row)
        {
            last = row.GetInt64(0);
            first ??= last;
            if (++done % FactsPerReport == 0 || done == total)
                progress?.Report(new Moved(done, total));
            return new FactLine(
                last.Value, row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetString(4), Json(row.GetString(5)), Time(row, 6), row.GetBoolean(7),
                Text(row, 8), Text(row, 9), Text(row, 10), row.IsDBNull(11) ? null : Json(row.GetString(11)), Text(row, 12), row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13));
        }
    }

    /// <summary>Exports the wrapped keys to personal data: apart from the log, so that a log kept for long brings nobody back who was erased.</summary>
    /// <exception cref="IOException">The file can't be written, or is there already.</exception>
    public async Task<Exported> RunKeys(string zone, string path, CancellationToken cancel = default)
    {
        await using var file = new ZoneFileWriter(path);
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await file.Write(Line.Keys, Rows(connection, zone,
            "select person, retention_class, nonce, wrapped, made_at from vault.keys where zone = $1 order by person collate \"C\", retention_class collate \"C\"",
            row => new KeyLine(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), Time(row, 4)), cancel));
        return await file.Finish(Manifest.Keys, zone);
    }

    private static async Task<long> Facts(NpgsqlConnection connection, string zone, CancellationToken cancel)
    {
        await using var count = Command(connection, zone, "select count(*) from talentbank.mt_events where tenant_id = $1");
        return (long)(await count.ExecuteScalarAsync(cancel))!;
    }

    private static async IAsyncEnumerable<T> Rows<T>(NpgsqlConnection connection, string zone, string sql, Func<NpgsqlDataReader, T> line, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = Command(connection, zone, sql);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return line(rows);
    }

    /// <summary>Without a time limit: a log may be large, and its reader slow.</summary>
    private static NpgsqlCommand Command(NpgsqlConnection connection, string zone, string sql) =>
        new(sql, connection) { CommandTimeout = Database.Unbounded, Parameters = { new() { Value = zone } } };

    private static JsonElement Json(string text) => JsonElement.Parse(text, Deep);

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
