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
    private const string Progression = $"{Database.Schema}.mt_event_progression";

    private readonly Database _database;
    private readonly Dictionary<ReadModel, ModelTable> _tables;
    private readonly BatchWriter _writer;

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
        await Execute(connection, $"select pg_advisory_xact_lock(hashtext('{ModelTable.Schema}')); create schema if not exists {ModelTable.Schema}", cancel);
        var cursors = await Cursors(connection, cancel);
        foreach (var table in _tables.Values)
        {
            var columns = await ColumnsOf(connection, table, cancel);
            if (columns.Count > 0 && cursors.ContainsKey(table.Model))
            {
                if (columns.SequenceEqual(table.Columns.Select(column => $"{column.Name.Trim('"')} {column.Type}"))) continue;
                throw new InvalidOperationException($"The columns of {table.Model.Name} are no longer those of version {table.Model.Version}: raise the version.");
            }

            // Either half without the other tells nothing about what the table includes.
            await Execute(connection, $"drop table if exists {table.Quoted}; {string.Join("; ", [table.Definition, .. table.Indexes])}", cancel);
            var start = new Statement();
            start.Add($"insert into {Progression} (name, last_seq_id) values ({start.Value(table.Progress)}, 0) on conflict (name) do update set last_seq_id = 0");
            await Execute(connection, [start.Command(), .. Disown(table)], cancel);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>One consistent read-only view of a zone, opened at its first read.</summary>
    public Snapshot Read(string zone) => new(this, zone);

    internal ModelTable TableOf(ReadModel model) => _tables.TryGetValue(model, out var table)
        ? table
        : throw new ArgumentException($"{model.Name} v{model.Version} is none of the store's read models.", nameof(model));

    internal async Task<NpgsqlConnection> Open(CancellationToken cancel) => await _database.Source.OpenConnectionAsync(cancel);

    /// <summary>How far each model has come.</summary>
    internal async Task<Dictionary<ReadModel, long>> Cursors(CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        return await Cursors(connection, cancel);
    }

    /// <summary>The same as seen on a connection, in one round trip with a command ahead of it.</summary>
    internal async Task<Dictionary<ReadModel, long>> Cursors(NpgsqlConnection connection, CancellationToken cancel, string? before = null)
    {
        var models = _tables.Values.ToDictionary(table => table.Progress, table => table.Model);
        var select = new Statement();
        select.Add($"select name, last_seq_id from {Progression} where name = any({select.Values(models.Keys)})");
        await using var batch = new NpgsqlBatch(connection);
        if (before is not null) batch.BatchCommands.Add(new NpgsqlBatchCommand(before));
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
    internal static IEnumerable<NpgsqlBatchCommand> Disown(ModelTable table)
    {
        foreach (var (rows, name) in new[] { ("leases", "name"), ("dead_letters", "model") })
        {
            var delete = new Statement();
            yield return delete.Add($"delete from {Database.Schema}.{rows} where {name} = {delete.Value(table.Progress)}").Command();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel) => _writer.Claim(owner, lease, cancel);

    /// <inheritdoc/>
    public Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel) => _writer.Apply(owner, lease, models, batch, cancel);

    /// <inheritdoc/>
    public Task Release(Guid owner) => _writer.Release(owner);

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

    internal static async Task Execute(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<string>> ColumnsOf(NpgsqlConnection connection, ModelTable table, CancellationToken cancel)
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
