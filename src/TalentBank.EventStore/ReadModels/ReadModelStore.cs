using System.Text.Json;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// The tables of all read models, in PostgreSQL, schema <c>talentbank_read</c>: one per model and version. How far a
/// version has come stands in <c>mt_event_progression</c> and moves in the transaction that moves its table. One per process,
/// as there is one daemon.
/// </summary>
public sealed class ReadModelStore : IReadModels
{
    internal const string Progression = $"{Database.Schema}.mt_event_progression";

    /// <summary>
    /// Readers lock it, shared, before they take their snapshot, and a swap of tables locks it exclusively: a name means the
    /// same table for as long as a snapshot lasts, and never one that the snapshot is too old to see filled.
    /// </summary>
    internal const string Gate = $"{ModelTable.Schema}.gate";

    private readonly Database _database;
    private readonly Dictionary<ReadModel, ModelTable> _tables;
    private readonly BatchWriter _writer;
    private long _end = long.MaxValue;
    private volatile bool _built;

    /// <param name="database">Where they stand.</param>
    /// <param name="models">All of them; no two of the same name and version.</param>
    /// <param name="json">How documents are written. PostgreSQL orders the members of an object anew (jsonb): a fold must not depend on their order.</param>
    /// <param name="hot">How many documents of each model are kept in memory between batches, those used last.</param>
    public ReadModelStore(Database database, IReadOnlyList<ReadModel> models, JsonSerializerOptions json, int hot = 4000)
    {
        _database = database;
        Models = models;
        Json = new JsonSerializerOptions(json) { AllowOutOfOrderMetadataProperties = true };
        _tables = models.ToDictionary(model => model, model => ModelTable.Of(model, Json, hot));
        if (_tables.Values.GroupBy(table => table.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Two read models are called {twice.Key}.", nameof(models));
        _writer = new BatchWriter(database, _tables);
    }

    public IReadOnlyList<ReadModel> Models { get; }

    internal JsonSerializerOptions Json { get; }

    /// <summary>Makes the tables of models that have none yet (idempotent); such a model starts at the beginning of the log.</summary>
    /// <exception cref="InvalidOperationException">A model's columns changed, but not its version.</exception>
    public async Task Prepare(CancellationToken cancel = default)
    {
        await using var connection = await Open(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, $"select pg_advisory_xact_lock(hashtext('{ModelTable.Schema}')); create schema if not exists {ModelTable.Schema}; create table if not exists {Gate} ()", cancel, Database.Unbounded);
        var cursors = await Cursors(connection, cancel);
        foreach (var table in _tables.Values)
        {
            if (cursors.ContainsKey(table.Model) && await Exists(connection, table.Main, cancel))
            {
                if (await IsAsDefined(connection, table, cancel)) continue;
                throw new InvalidOperationException($"The columns of {table.Model.Name} are no longer those of version {table.Model.Version}: raise the version.");
            }

            // Either half without the other tells nothing about what the table includes.
            IEnumerable<string> begin = [.. table.Tables.Select(its => $"drop table if exists {its.Quoted}"), .. table.Begin];
            var start = new Statement();
            start.Add($"insert into {Progression} (name, last_seq_id) values ({start.Value(table.Progress)}, 0) on conflict (name) do update set last_seq_id = 0");
            await Execute(connection, [.. begin.Select(sql => new NpgsqlBatchCommand(sql)), .. table.Finish(0), start.Command(), .. Disown(table.Progress)], cancel);
        }

        await transaction.CommitAsync(CancellationToken.None);
        _end = await End(cancel);
    }

    /// <summary>
    /// The models that do not include yet what the log held when the store was prepared, with the positions that they have
    /// reached: a new version that is still being filled, or a server that was away for long. A figure of theirs is old.
    /// </summary>
    public async Task<IReadOnlyDictionary<ReadModel, long>> Building(CancellationToken cancel = default)
    {
        if (_built) return new Dictionary<ReadModel, long>();
        var building = (await Cursors(cancel)).Where(cursor => cursor.Value < _end).ToDictionary();
        _built = building.Count == 0;
        return building;
    }

    /// <summary>One consistent read-only view of a zone, opened at its first read.</summary>
    public Snapshot Read(string zone) => new(this, zone);

    internal ModelTable TableOf(ReadModel model) => _tables.TryGetValue(model, out var table)
        ? table
        : throw new ArgumentException($"{model.Name} v{model.Version} is none of the store's read models.", nameof(model));

    internal async Task<NpgsqlConnection> Open(CancellationToken cancel) => await _database.Source.OpenConnectionAsync(cancel);

    /// <summary>The position of the last fact in the log.</summary>
    internal async Task<long> End(CancellationToken cancel)
    {
        await using var command = _database.Source.CreateCommand($"select coalesce(max(seq_id), 0) from {Database.Schema}.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>How far each model has come.</summary>
    internal async Task<Dictionary<ReadModel, long>> Cursors(CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        return await Cursors(connection, cancel);
    }

    /// <summary>Fixes the snapshot of a transaction (repeatable read), and tells the position that every model in it includes.</summary>
    internal IEnumerable<NpgsqlBatchCommand> View()
    {
        yield return new NpgsqlBatchCommand("set transaction read only");
        yield return new NpgsqlBatchCommand($"lock table {Gate} in access share mode");
        var least = new Statement();
        yield return least.Add($"select coalesce(min(coalesce(p.last_seq_id, 0)), 0) from unnest({least.Values(_tables.Values.Select(table => table.Progress))}) as m(name) left join {Progression} p using (name)").Command();
    }

    internal async Task<Dictionary<ReadModel, long>> Cursors(NpgsqlConnection connection, CancellationToken cancel)
    {
        var models = _tables.Values.ToDictionary(table => table.Progress, table => table.Model);
        var select = new Statement();
        select.Add($"select name, last_seq_id from {Progression} where name = any({select.Values(models.Keys)})");
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(select.Command());
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var cursors = new Dictionary<ReadModel, long>();
        while (await reader.ReadAsync(cancel)) cursors.Add(models[reader.GetString(0)], reader.GetInt64(1));
        return cursors;
    }

    /// <summary>
    /// What makes a model's table that of a new beginning: its dead letters go, and so does the lease, so that a daemon
    /// that feeds it finds itself overtaken. For the transaction that puts the table in its place.
    /// </summary>
    internal static IEnumerable<NpgsqlBatchCommand> Disown(string progress)
    {
        foreach (var (rows, name) in new[] { ("leases", "name"), ("dead_letters", "model") })
        {
            var delete = new Statement();
            yield return delete.Add($"delete from {Database.Schema}.{rows} where {name} = {delete.Value(progress)}").Command();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel) => _writer.Claim(owner, lease, cancel);

    /// <inheritdoc/>
    public Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel) => _writer.Apply(owner, lease, models, batch, cancel);

    /// <inheritdoc/>
    public Task Release(Guid owner) => _writer.Release(owner);

    /// <summary>How far each model is behind the log.</summary>
    public async Task<IReadOnlyList<Lag>> Lags(CancellationToken cancel = default)
    {
        var models = _tables.Values.ToDictionary(table => table.Progress, table => table.Model);
        var select = new Statement();
        select.Add($"""
            select p.name, p.last_seq_id, greatest(log.last - p.last_seq_id, 0), coalesce(clock_timestamp() - next.timestamp, interval '0'), l.owner,
                   (select count(*) from {Database.Schema}.dead_letters d where d.model = p.name)
            from {Progression} p
            cross join (select coalesce(max(seq_id), 0) as last from {Database.Schema}.mt_events) log
            left join lateral (select timestamp from {Database.Schema}.mt_events where seq_id > p.last_seq_id order by seq_id limit 1) next on true
            left join {Database.Schema}.leases l on l.name = p.name and l.until > clock_timestamp()
            where p.name = any({select.Values(models.Keys)})
            order by p.name
            """);
        await using var connection = await Open(cancel);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { select.Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var lags = new List<Lag>();
        while (await reader.ReadAsync(cancel))
            lags.Add(new Lag(models[reader.GetString(0)], reader.GetInt64(1), reader.GetInt64(2), reader.GetTimeSpan(3), reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.GetInt64(5)).Measured());
        return lags;
    }

    /// <summary>The facts that are set aside, in the order of the log.</summary>
    public async Task<IReadOnlyList<DeadLetter>> DeadLetters(CancellationToken cancel = default)
    {
        var models = _tables.Values.ToDictionary(table => table.Progress, table => table.Model);
        var select = new Statement();
        select.Add($"select model, zone, position, key, cause from {Database.Schema}.dead_letters where model = any({select.Values(models.Keys)}) order by position, model, key");
        await using var connection = await Open(cancel);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { select.Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var letters = new List<DeadLetter>();
        while (await reader.ReadAsync(cancel))
            letters.Add(new DeadLetter(models[reader.GetString(0)], reader.GetString(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetString(4)));
        return letters;
    }

    internal static async Task Execute(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancel, int? timeout = null)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Timeout = timeout ?? batch.Timeout;
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel, int? timeout = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = timeout ?? command.CommandTimeout;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, Table table, CancellationToken cancel) =>
        (await ColumnsOf(connection, table, cancel)).Count > 0;

    private static async Task<bool> IsAsDefined(NpgsqlConnection connection, ModelTable table, CancellationToken cancel)
    {
        foreach (var its in table.Tables)
        {
            var columns = await ColumnsOf(connection, its, cancel);
            if (!columns.SequenceEqual(its.Columns.Select(column => $"{column.Name.Trim('"')} {column.Type}"))) return false;
        }

        return true;
    }

    private static async Task<List<string>> ColumnsOf(NpgsqlConnection connection, Table table, CancellationToken cancel)
    {
        var select = new Statement();
        select.Add($"""
            select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = to_regclass({select.Value(table.Quoted)}) and attnum > 0 and not attisdropped order by attnum
            """);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { select.Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var columns = new List<string>();
        while (await reader.ReadAsync(cancel)) columns.Add(reader.GetString(0));
        return columns;
    }
}
