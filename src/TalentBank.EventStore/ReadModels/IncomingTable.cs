using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// A model's table on its way to become the live one. Everything is written on the connection that holds the lock on
/// rebuilds of the model: whoever loses the lock can write no more.
/// </summary>
internal sealed class IncomingTable : IAsyncDisposable
{
    /// <summary>How long readers may have to wait for a swap that waits itself, for a reader before them.</summary>
    private const string ReadersWait = "200ms";

    /// <summary>Long enough for PostgreSQL to send a clean-up (autovacuum) of the table away, which it does after a second.</summary>
    private const string DaemonWaits = "3s";

    /// <summary>For adding up totals and making indexes.</summary>
    private const string Memory = "256MB";

    private readonly NpgsqlConnection _connection;
    private readonly ModelTable _live;
    private readonly ModelTable _next;
    private readonly ModelTable _old;
    private readonly ModelTable _incoming;
    private readonly HashSet<DocumentKey> _aside = [];
    private bool _finished;

    private IncomingTable(NpgsqlConnection connection, ModelTable live, ModelTable next, ModelTable old, TableRole role) =>
        (_connection, _live, _next, _old, _incoming) = (connection, live, next, old, role == TableRole.Next ? next : old);

    /// <summary>The position that it includes; -1 where there is no such table.</summary>
    public long Position { get; private set; } = -1;

    public long Facts { get; private set; }

    public long Aside { get; private set; }

    private bool IsNext => _incoming == _next;

    /// <summary>A new table, empty, or the one that the last rebuild took the place of, as it is. Null where the model is being rebuilt already.</summary>
    /// <param name="store">Where the live table is.</param>
    /// <param name="model">Of which model.</param>
    /// <param name="hot">How many documents are kept in memory.</param>
    /// <param name="role">A new one (next), or the kept one (old).</param>
    /// <param name="carefully">The new one is not filled but folded onto from the first batch on, as a daemon does: slower, and it tells which fact is to blame.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<IncomingTable?> Open(ReadModelStore store, ReadModel model, int hot, TableRole role, bool carefully, CancellationToken cancel)
    {
        var live = store.TableOf(model);
        var connection = await store.Open(cancel);
        try
        {
            var incoming = new IncomingTable(
                connection, live, ModelTable.Of(model, store.Json, hot, TableRole.Next), ModelTable.Of(model, store.Json, hot, TableRole.Old), role);
            if (!await incoming.Lock(cancel))
            {
                await connection.DisposeAsync();
                return null;
            }

            // A crash takes back what is not on the disk yet, and the rebuild begins again. The swap waits for the disk.
            await incoming.Run(["set synchronous_commit = off"], cancel);
            await (role == TableRole.Next ? incoming.Begin(carefully, cancel) : incoming.Load(cancel));
            return incoming;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>How far the live table has come.</summary>
    public Task<long> LivePosition(CancellationToken cancel) => PositionOf(_live, cancel);

    /// <summary>
    /// Takes a batch in, in one transaction. Facts that make rows PostgreSQL refuses are found by halves, and set aside; a
    /// table that is being filled can't do that.
    /// </summary>
    public async Task Take(Batch batch, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await _connection.BeginTransactionAsync(cancel);
            var written = await Write(batch, cancel);
            await transaction.CommitAsync(CancellationToken.None);
            Keep(written);
        }
        catch (PostgresException e) when (_finished && batch.Facts.Count > 0 && IsByFact(e))
        {
            if (batch.Facts is [var fact])
            {
                await Take(batch with { Facts = [], Aside = [.. batch.Aside, .. DeadLetter.Of(_live.Model, fact, e)] }, cancel);
                return;
            }

            var middle = batch.Facts[(batch.Facts.Count / 2) - 1].Position;
            await Take(batch.Part(batch.From, middle), cancel);
            await Take(batch.Part(middle, batch.To), cancel);
        }
    }

    /// <summary>Whether it says that a fact made what cannot be written.</summary>
    public static bool IsByFact(Exception e) => e is UnwritableException || (e is PostgresException refusal && BatchWriter.Judged(refusal) is Applied.Refused { ByFact: true });

    /// <summary>Makes of the filled table one that is served and folded onto.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        if (_finished) return;
        await using var transaction = await _connection.BeginTransactionAsync(cancel);
        await _incoming.Filled(_connection, cancel);
        await Run([$"set local work_mem = '{Memory}'", $"set local maintenance_work_mem = '{Memory}'"], cancel);
        await ReadModelStore.Execute(_connection, _incoming.Finish(Position), cancel, Database.Unbounded);
        // Enough to plan by; PostgreSQL looks more closely when it next cleans up.
        await Run(["set local default_statistics_target = 10", .. _incoming.Tables.Select(table => $"analyze {table.Quoted}")], cancel);
        await transaction.CommitAsync(CancellationToken.None);
        _finished = true;
    }

    /// <summary>
    /// Takes the live table's place, in one transaction: the daemon is held up, what it has ahead is folded, readers are let
    /// out, and names, positions and letters change. False, and nothing changed, where somebody was in the way.
    /// </summary>
    /// <param name="read">Gives the next batch of the log.</param>
    /// <param name="cancel">Ends it before the commit.</param>
    public async Task<bool> Swap(Func<Task<Batch>> read, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await _connection.BeginTransactionAsync(cancel);
            await Run(["set local synchronous_commit = on", $"set local lock_timeout = '{DaemonWaits}'"], cancel);
            await HoldDaemon(cancel);
            await Run(_live.Tables.Concat(_incoming.Tables).Select(table => $"lock table {table.Quoted} in share update exclusive mode"), cancel);

            (Batch Batch, Folded Folded)? last = null;
            if (await LivePosition(cancel) is var live && Position < live)
            {
                var batch = await read();
                if (batch.To < live) return false;
                last = await Write(batch, cancel);
            }

            await Run([$"set local lock_timeout = '{ReadersWait}'", $"lock table {ReadModelStore.Gate} in access exclusive mode"], cancel);
            await ReadModelStore.Execute(_connection, Renames(), cancel);
            await transaction.CommitAsync(CancellationToken.None);
            if (last is { } written) Keep(written);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected || IsByFact(e))
        {
            return false;
        }
    }

    /// <summary>Takes a new table away; one that was kept stays kept.</summary>
    public async Task Abandon()
    {
        if (IsNext) await ReadModelStore.Execute(_connection, Drop(_next), CancellationToken.None);
    }

    /// <summary>Drops the kept tables and those of earlier versions that nobody feeds; gives their names.</summary>
    public async Task<IReadOnlyList<string>> DropKept(CancellationToken cancel)
    {
        var (name, version) = (_live.Model.Name, _live.Model.Version);
        var tables = await Names($"select relname from pg_class where relnamespace = '{ModelTable.Schema}'::regnamespace and relkind = 'r'", $"^{name}_v(?<version>[0-9]+)(?<role>__[a-z]+)?(_(groups|totals)_[0-9]+)?$");
        var rows = await Names($"select name from {ReadModelStore.Progression}", $"^{name}:v(?<version>[0-9]+)(?<role>:[a-z]+)?$");
        foreach (var fed in await Names($"select name from {Database.Schema}.leases where until > clock_timestamp()", $"^{name}:v(?<version>[0-9]+)$"))
        {
            rows.RemoveAll(row => row == fed || row.StartsWith($"{fed}:", StringComparison.Ordinal));
            tables.RemoveAll(table => table == fed.Replace(':', '_') || table.StartsWith($"{fed.Replace(':', '_')}_", StringComparison.Ordinal));
        }

        await using var transaction = await _connection.BeginTransactionAsync(cancel);
        await ReadModelStore.Execute(
            _connection,
            [
                .. tables.Select(table => new NpgsqlBatchCommand($"drop table {ModelTable.Schema}.\"{table}\"")),
                .. rows.SelectMany(row => (NpgsqlBatchCommand[])[Forget(ReadModelStore.Progression, "name", row), .. ReadModelStore.Disown(row)]),
            ],
            cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return tables;

        async Task<List<string>> Names(string sql, string pattern)
        {
            var names = new List<string>();
            await using var command = new NpgsqlCommand(sql, _connection);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                var match = Regex.Match(reader.GetString(0), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                var its = match.Success ? int.Parse(match.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : int.MaxValue;
                if (its < version || (its == version && match.Groups["role"].Success)) names.Add(reader.GetString(0));
            }

            return names;
        }
    }

    /// <summary>What takes a table away, with its position and its letters.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Drop(ModelTable table) =>
        [.. table.Tables.Select(its => new NpgsqlBatchCommand($"drop table if exists {its.Quoted}")), Forget(ReadModelStore.Progression, "name", table.Progress), .. ReadModelStore.Disown(table.Progress)];

    public async ValueTask DisposeAsync()
    {
        // The pool keeps the session, and with it what is not given back.
        if (_connection.State == System.Data.ConnectionState.Open) await Run(["select pg_advisory_unlock_all()", "reset synchronous_commit"], CancellationToken.None);
        await _connection.DisposeAsync();
    }

    /// <summary>What whoever rebuilds a model locks.</summary>
    public static string LockOf(ModelTable live) => $"rebuild of {live.Quoted}";

    private async Task<bool> Lock(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", _connection) { Parameters = { new() { Value = LockOf(_live) } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task Begin(bool carefully, CancellationToken cancel)
    {
        _finished = carefully;
        var start = new Statement();
        start.Add($"insert into {ReadModelStore.Progression} (name, last_seq_id) values ({start.Value(_next.Progress)}, 0)");
        await using var transaction = await _connection.BeginTransactionAsync(cancel);
        await ReadModelStore.Execute(_connection, [.. Drop(_next), .. _next.Begin.Select(sql => new NpgsqlBatchCommand(sql)), .. carefully ? _next.Finish(0) : [], start.Command(), new NpgsqlBatchCommand(Begun)], cancel);
        await transaction.CommitAsync(CancellationToken.None);
        Position = 0;
    }

    /// <summary>Notes when it began, for whoever looks from outside (<see cref="Rebuilding"/>): with the table, the note goes.</summary>
    private string Begun => $"do $$ begin execute format('comment on table {_next.Quoted} is %L', transaction_timestamp()); end $$";

    private async Task Load(CancellationToken cancel)
    {
        _finished = true;
        Position = await PositionOf(_old, cancel);
        var letters = new Statement();
        letters.Add($"select distinct zone, key from {Database.Schema}.dead_letters where model = {letters.Value(_old.Progress)} and key is not null");
        await using var batch = new NpgsqlBatch(_connection) { BatchCommands = { letters.Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) _aside.Add(new DocumentKey(reader.GetString(0), reader.GetString(1)));
    }

    private async Task<long> PositionOf(ModelTable table, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select last_seq_id from {ReadModelStore.Progression} where name = $1", _connection) { Parameters = { new() { Value = table.Progress } } };
        return await command.ExecuteScalarAsync(cancel) is long position ? position : -1;
    }

    private async Task<(Batch, Folded)> Write(Batch batch, CancellationToken cancel)
    {
        var folded = await (_finished ? _incoming.Fold(_connection, batch, _aside, cancel) : _incoming.Fill(_connection, batch, _aside, cancel));
        DeadLetter[] letters = [.. batch.Aside, .. folded.Letters(_live.Model)];
        var advance = new Statement();
        advance.Add($"update {ReadModelStore.Progression} set last_seq_id = {advance.Value(NpgsqlDbType.Bigint, batch.To)}, last_updated = transaction_timestamp() where name = {advance.Value(_incoming.Progress)}");
        await ReadModelStore.Execute(_connection, [.. folded.Writes, advance.Command(), .. BatchWriter.Insert(letters, _ => _incoming.Progress)], cancel, Database.Unbounded);
        return (batch, folded);
    }

    private void Keep((Batch Batch, Folded Folded) written)
    {
        written.Folded.Keep();
        DeadLetter[] letters = [.. written.Batch.Aside, .. written.Folded.Letters(_live.Model)];
        _aside.UnionWith(letters.Where(letter => letter.Key is not null).Select(letter => new DocumentKey(letter.Zone, letter.Key!)));
        Position = written.Batch.To;
        Facts += written.Batch.Facts.Count;
        Aside += letters.Select(letter => letter.Position).Distinct().Count();
    }

    /// <summary>Its next batch waits for these rows, and finds the lease gone.</summary>
    private async Task HoldDaemon(CancellationToken cancel)
    {
        var hold = new Statement();
        hold.Add($"select from {ReadModelStore.Progression} where name = any({hold.Values([_live.Progress, _incoming.Progress])}) order by name for update");
        await ReadModelStore.Execute(_connection, [hold.Command()], cancel, Database.Unbounded);
    }

    private IEnumerable<NpgsqlBatchCommand> Renames() => IsNext
        ? [.. Drop(_old), .. Rename(_live, _old), .. Rename(_next, _live)]
        : [.. Drop(_next), .. Rename(_live, _next), .. Rename(_old, _live), .. Rename(_next, _old)];

    private static IEnumerable<NpgsqlBatchCommand> Rename(ModelTable from, ModelTable to) =>
    [
        .. from.Tables.Zip(to.Tables, (one, other) => new NpgsqlBatchCommand($"alter table {one.Quoted} rename to \"{other.Name}\"")),
        Rename(ReadModelStore.Progression, "name", from, to),
        Rename($"{Database.Schema}.dead_letters", "model", from, to),
        Forget($"{Database.Schema}.leases", "name", from.Progress),
    ];

    private static NpgsqlBatchCommand Rename(string rows, string name, ModelTable from, ModelTable to)
    {
        var update = new Statement();
        return update.Add($"update {rows} set {name} = {update.Value(to.Progress)} where {name} = {update.Value(from.Progress)}").Command();
    }

    private static NpgsqlBatchCommand Forget(string rows, string column, string name)
    {
        var delete = new Statement();
        return delete.Add($"delete from {rows} where {column} = {delete.Value(name)}").Command();
    }

    private Task Run(IEnumerable<string> commands, CancellationToken cancel) => ReadModelStore.Execute(_connection, string.Join("; ", commands), cancel, Database.Unbounded);
}
