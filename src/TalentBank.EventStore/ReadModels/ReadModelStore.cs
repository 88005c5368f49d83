using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// The tables of all read models, in PostgreSQL, schema <c>talentbank_read</c>: one per model and version. How far a
/// version has come stands in <c>mt_event_progression</c> and moves in the transaction that moves its table.
/// </summary>
public sealed class ReadModelStore
{
    private const string Progression = $"{Database.Schema}.mt_event_progression";

    private readonly Database _database;
    private readonly Dictionary<ReadModel, ModelTable> _tables;

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
            await Execute(connection, [start.Command()], cancel);
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
    /// Brings models that all stand at one position forward to another, in one transaction: their changes and their
    /// checkpoint. A model that fails stays where it is and lets the others go on.
    /// </summary>
    internal async Task<Applied> Apply(IReadOnlyList<ReadModel> models, long from, long to, IReadOnlyList<Recorded> facts, CancellationToken cancel)
    {
        var faults = new Dictionary<ReadModel, Exception>();
        var writes = new List<NpgsqlBatchCommand>();
        var folded = new List<ReadModel>();
        var keeps = new List<Folded>();

        await using var connection = await Open(cancel);
        foreach (var model in models)
        {
            var its = await _tables[model].Fold(connection, new Batch(from, to, facts), new HashSet<DocumentKey>(), cancel);
            if (its.Aside is [var first, ..])
            {
                faults.Add(model, new FoldException(model, first.Fact, first.Cause));
                continue;
            }

            writes.AddRange(its.Writes);
            folded.Add(model);
            keeps.Add(its);
        }

        if (folded.Count == 0) return new Applied(Overtaken: false, faults);

        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var checkpoint = Checkpoint(folded, from, to);
            // From here on nothing is cancelled: a commit that was sent is waited for.
            await Execute(connection, [checkpoint, .. writes], CancellationToken.None);
            if ((int)checkpoint.Rows != folded.Count) return new Applied(Overtaken: true, faults);
            await transaction.CommitAsync(CancellationToken.None);
            foreach (var its in keeps) its.Keep();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            return new Applied(Overtaken: true, faults);
        }
        catch (PostgresException e) when (folded.Count == 1)
        {
            faults.Add(folded[0], e);
        }
        catch (PostgresException)
        {
            // One of them wrote what PostgreSQL refuses: alone, each shows whether it is the one.
            var overtaken = false;
            foreach (var model in folded)
            {
                var alone = await Apply([model], from, to, facts, cancel);
                overtaken |= alone.Overtaken;
                foreach (var (failed, fault) in alone.Faults) faults.Add(failed, fault);
            }

            return new Applied(overtaken, faults);
        }

        return new Applied(Overtaken: false, faults);
    }

    /// <summary>
    /// Compare and set, ahead of the batch's changes: whoever finds the models moved on by somebody else changes no row
    /// here and takes everything back. The rows are locked by name, so that two servers never wait for each other.
    /// </summary>
    private NpgsqlBatchCommand Checkpoint(List<ReadModel> models, long from, long to)
    {
        var update = new Statement();
        update.Add($"""
            with own as (
                select name from {Progression}
                where name = any({update.Values(models.Select(model => _tables[model].Progress))}) and last_seq_id = {update.Value(NpgsqlDbType.Bigint, from)}
                order by name for update)
            update {Progression} as progression set last_seq_id = {update.Value(NpgsqlDbType.Bigint, to)}, last_updated = transaction_timestamp()
            from own where progression.name = own.name
            """);
        return update.Command();
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

/// <summary>What became of a batch: whether somebody else had moved the models already, and which models failed.</summary>
internal sealed record Applied(bool Overtaken, IReadOnlyDictionary<ReadModel, Exception> Faults);
