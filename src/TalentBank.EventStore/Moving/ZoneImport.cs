using System.Text;
using Npgsql;
using NpgsqlTypes;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Vault;

namespace TalentBank.EventStore.Moving;

/// <summary>
/// Makes an exported log again in a database that has none: same positions, ids, versions and times. All of it is checked
/// and written in one transaction, so that of a file that is not whole nothing stays. Read models then follow as ever.
/// </summary>
public sealed class ZoneImport(Database database, KeyVault vault)
{
    private const int FactsPerReport = 1000;

    /// <summary>Imports a file, and the file of its keys if there is one.</summary>
    /// <param name="zone">The zone that is served here; a file of another is refused.</param>
    /// <param name="path">The file of the log.</param>
    /// <param name="keys">The file of the keys; null: what is personal stays sealed for good.</param>
    /// <param name="sha256">What the exporter said the file's hash is; null: nobody knows it.</param>
    /// <param name="progress">How many facts are written.</param>
    /// <param name="cancel">Ends it before the commit.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public async Task<ImportOutcome> Run(string zone, string path, string? keys = null, string? sha256 = null, IProgress<Moved>? progress = null, CancellationToken cancel = default)
    {
        var reading = path;
        try
        {
            using var log = ZoneFileReader.Open(path, Manifest.Log, Line.Streams, Line.Facts, Line.Commands);
            if (sha256 is not null && !sha256.Equals(log.Sha256, StringComparison.OrdinalIgnoreCase))
                throw new DamageException("manifest.json", $"its SHA-256 is {log.Sha256}, not the one expected");
            reading = keys ?? path;
            using var wrapped = keys is null ? null : ZoneFileReader.Open(keys, Manifest.Keys, Line.Keys);
            foreach (var file in new[] { log, wrapped }.OfType<ZoneFileReader>().Where(file => file.Manifest.Zone != zone))
                return new ImportOutcome.AnotherZone(file.Manifest.Zone);

            await using var connection = await database.Source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            // Nobody appends meanwhile: what is empty stays so to the commit.
            await Ask(connection, "select pg_advisory_xact_lock(hashtextextended('talentbank.append', 0))", cancel);
            if (!await IsEmpty(connection, withKeys: keys is not null, cancel))
                return new ImportOutcome.NotEmpty();

            reading = path;
            await WriteLog(connection, log, progress, cancel);
            reading = keys ?? path;
            if (wrapped is not null && !await WriteKeys(connection, wrapped, cancel))
                return new ImportOutcome.AnotherMasterKey();
            await transaction.CommitAsync(CancellationToken.None);
            return new ImportOutcome.Imported(log.Manifest, log.Sha256);
        }
        catch (DamageException damage)
        {
            return new ImportOutcome.Damaged(Path.GetFileName(reading), damage.Place, damage.Problem);
        }
    }

    private static async Task WriteLog(NpgsqlConnection connection, ZoneFileReader file, IProgress<Moved>? progress, CancellationToken cancel)
    {
        var zone = file.Manifest.Zone;
        await Copy<StreamLine>(connection, file, Line.Streams, "talentbank.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)", async (row, stream, _) =>
        {
            if (!StreamName.IsPossible(stream.Id))
                throw new DamageException(Line.Streams, $"no stream can be called {stream.Id}");
            await Text(row, zone);
            await Text(row, stream.Id);
            await Text(row, stream.Type);
            await row.WriteAsync(stream.Version, NpgsqlDbType.Bigint, cancel);
            await Time(row, stream.ChangedAt);
            await Time(row, stream.Created);
            await row.WriteAsync(stream.Archived, NpgsqlDbType.Boolean, cancel);
        }, cancel);

        var total = file.Manifest.LinesOf(Line.Facts);
        var (first, last) = ((long?)null, (long?)null);
        await Copy<FactLine>(connection, file, Line.Facts,
            "talentbank.mt_events (seq_id, id, tenant_id, stream_id, version, type, data, bdata, timestamp, is_archived, user_name, causation_id, correlation_id, headers, mt_dotnet_type)",
            async (row, fact, number) =>
            {
                if (fact.Position <= (last ?? 0))
                    throw new DamageException($"{Line.Facts}, line {number}", $"position {fact.Position} comes after {last ?? 0}");
                last = fact.Position;
                first ??= last;
                await row.WriteAsync(fact.Position, NpgsqlDbType.Bigint, cancel);
                await row.WriteAsync(fact.Id, NpgsqlDbType.Uuid, cancel);
                await Text(row, zone);
                await Text(row, fact.Stream);
                await row.WriteAsync(fact.Version, NpgsqlDbType.Bigint, cancel);
                await Text(row, fact.Type);
                await row.WriteAsync(fact.Data.GetRawText(), NpgsqlDbType.Jsonb, cancel);
                await Nullable(row, fact.Binary, NpgsqlDbType.Bytea);
                await Time(row, fact.RecordedAt);
                await row.WriteAsync(fact.Archived, NpgsqlDbType.Boolean, cancel);
                await Text(row, fact.Actor);
                await Text(row, fact.CommandId);
                await Text(row, fact.CorrelationId);
                await Nullable(row, fact.Headers?.GetRawText(), NpgsqlDbType.Jsonb);
                await Text(row, fact.DotnetType);
                if (number % FactsPerReport == 0 || number == total)
                    progress?.Report(new Moved(number, total));
            }, cancel);
        if ((first, last) != (file.Manifest.FirstPosition, file.Manifest.LastPosition))
            throw new DamageException("manifest.json", $"it says that the facts stand at {file.Manifest.FirstPosition} to {file.Manifest.LastPosition}, and they stand at {first} to {last}");

        await Copy<CommandLine>(connection, file, Line.Commands, "talentbank.commands (zone, command_id, fingerprint, result, position, recorded_at)", async (row, command, _) =>
        {
            await Text(row, zone);
            await row.WriteAsync(command.Id, NpgsqlDbType.Uuid, cancel);
            await Text(row, command.Fingerprint);
            await Text(row, command.Result);
            await row.WriteAsync(command.Position, NpgsqlDbType.Bigint, cancel);
            await Time(row, command.RecordedAt);
        }, cancel);

        await CheckVersions(connection, cancel);
        if (last is not null)
            await Ask(connection, $"select setval('talentbank.mt_events_sequence', {last})", cancel);

        Task Text(NpgsqlBinaryImporter row, string? text) => Nullable(row, text, NpgsqlDbType.Text);
        Task Time(NpgsqlBinaryImporter row, DateTimeOffset time) => row.WriteAsync(time.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel);
        Task Nullable<T>(NpgsqlBinaryImporter row, T? value, NpgsqlDbType type)
            where T : class => value is null ? row.WriteNullAsync(cancel) : row.WriteAsync(value, type, cancel);
    }

    /// <summary>False: they were wrapped under another master key.</summary>
    private async Task<bool> WriteKeys(NpgsqlConnection connection, ZoneFileReader file, CancellationToken cancel)
    {
        var opens = true;
        await Copy<KeyLine>(connection, file, Line.Keys, "vault.keys (zone, person, retention_class, nonce, wrapped, made_at)", async (row, key, _) =>
        {
            opens &= vault.Unwraps(file.Manifest.Zone, new KeyName(key.Person, key.RetentionClass), key.Nonce, key.Wrapped);
            await row.WriteAsync(file.Manifest.Zone, NpgsqlDbType.Text, cancel);
            await row.WriteAsync(key.Person, NpgsqlDbType.Text, cancel);
            await row.WriteAsync(key.RetentionClass, NpgsqlDbType.Text, cancel);
            await row.WriteAsync(key.Nonce, NpgsqlDbType.Bytea, cancel);
            await row.WriteAsync(key.Wrapped, NpgsqlDbType.Bytea, cancel);
            await row.WriteAsync(key.MadeAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel);
        }, cancel);
        return opens;
    }

    /// <summary>Copies an entry into a table. What PostgreSQL refuses (a stream that is not there, U+0000, a key twice) is damage too, at the line it names.</summary>
    private static async Task Copy<T>(NpgsqlConnection connection, ZoneFileReader file, string entry, string table, Func<NpgsqlBinaryImporter, T, long, Task> write, CancellationToken cancel)
    {
        try
        {
            await using var rows = await connection.BeginBinaryImportAsync($"copy {table} from stdin (format binary)", cancel);
            rows.Timeout = Timeout.InfiniteTimeSpan;
            await foreach (var (number, line) in file.Read<T>(entry, cancel))
            {
                await rows.StartRowAsync(cancel);
                try
                {
                    await write(rows, line, number);
                }
                catch (EncoderFallbackException)
                {
                    throw new DamageException($"{entry}, line {number}", "it holds a lone surrogate");
                }
            }
            await rows.CompleteAsync(cancel);
        }
        catch (PostgresException refused) when (refused.SqlState[..2] is "22" or "23")
        {
            // Its detail may quote data, which are nobody's business on a screen.
            throw refused.SqlState == PostgresErrorCodes.ForeignKeyViolation
                ? new DamageException(entry, "a fact stands in a stream that streams.jsonl does not have")
                : new DamageException(refused.Where is { } where ? $"{entry} ({where.Split('\n')[^1]})" : entry, refused.MessageText);
        }
    }

    /// <summary>In the database, where it needs no memory of ours: 1, 2, 3 ... in the order of positions, to the stream's own version.</summary>
    private static async Task CheckVersions(NpgsqlConnection connection, CancellationToken cancel)
    {
        var hole = await Ask(connection,
            """
            select format('position %s: %s has version %s, where %s is expected', seq_id, stream_id, version, expected)
            from (select seq_id, stream_id, version, row_number() over (partition by tenant_id, stream_id order by seq_id) as expected from talentbank.mt_events) facts
            where version <> expected
            order by seq_id limit 1
            """, cancel);
        if (hole is not null)
            throw new DamageException(Line.Facts, (string)hole);
        var stale = await Ask(connection,
            """
            select format('%s has version %s, and its facts end at %s', s.id, s.version, coalesce(e.version, 0))
            from talentbank.mt_streams s
            left join (select tenant_id, stream_id, max(version) as version from talentbank.mt_events group by 1, 2) e on e.tenant_id = s.tenant_id and e.stream_id = s.id
            where s.version <> coalesce(e.version, 0)
            order by s.id limit 1
            """, cancel);
        if (stale is not null)
            throw new DamageException(Line.Streams, (string)stale);
    }

    private static async Task<bool> IsEmpty(NpgsqlConnection connection, bool withKeys, CancellationToken cancel) => (bool)(await Ask(connection,
        $"""
        select not (exists (select from talentbank.mt_events) or exists (select from talentbank.mt_streams) or exists (select from talentbank.commands)
                    or ({withKeys} and exists (select from vault.keys)))
        """, cancel))!;

    /// <summary>Without a time limit: a log may be large.</summary>
    private static async Task<object?> Ask(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Database.Unbounded };
        return await command.ExecuteScalarAsync(cancel);
    }
}
