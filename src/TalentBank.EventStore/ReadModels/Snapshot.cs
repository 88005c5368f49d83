using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// One consistent view of all read models of one zone; a query reads one. It is opened by its first read and closed when
/// disposed. Not for use from several threads at once.
/// </summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly ReadModelStore _store;
    private readonly string _zone;
    private NpgsqlConnection? _connection;
    private Dictionary<ReadModel, long> _cursors = [];

    internal Snapshot(ReadModelStore store, string zone)
    {
        ArgumentException.ThrowIfNullOrEmpty(zone);
        _store = store;
        _zone = zone;
    }

    /// <summary>The position that every read model of the snapshot includes; null until the first read, which fixes it.</summary>
    public long? Position { get; private set; }

    public async ValueTask DisposeAsync()
    {
        // Closing rolls the transaction back, which is all that a read-only one needs.
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
    }

    /// <summary>Fixes the view now, if no read has: the position that it includes.</summary>
    public async Task<long> Fix(CancellationToken cancel = default)
    {
        _connection ??= await Begin(cancel);
        return Position!.Value;
    }

    /// <summary>How all read models stand.</summary>
    public async Task<IReadOnlyList<ModelStatus>> Models(CancellationToken cancel = default)
    {
        await Fix(cancel);
        return await ModelStatus.Of(_store, _connection!, cancel);
    }

    /// <summary>The documents under these keys, in one round trip; keys without a document are left out.</summary>
    public Task<IReadOnlyDictionary<string, T>> Get<T>(DocumentModel<T> model, IReadOnlyCollection<string> keys, CancellationToken cancel = default)
        where T : class => Get<T>((DocumentModel)model, keys, cancel);

    /// <inheritdoc cref="Get{T}(DocumentModel{T}, IReadOnlyCollection{string}, CancellationToken)"/>
    public Task<IReadOnlyDictionary<string, object>> Get(DocumentModel model, IReadOnlyCollection<string> keys, CancellationToken cancel = default) =>
        Get<object>(model, keys, cancel);

    private async Task<IReadOnlyDictionary<string, T>> Get<T>(DocumentModel model, IReadOnlyCollection<string> keys, CancellationToken cancel)
        where T : class
    {
        var table = (DocumentTable)_store.TableOf(model);
        var select = new Statement();
        select.Add($"select key, document from {table.Quoted} where zone = {select.Value(_zone)} and key = any({select.Values(keys)})");
        await using var reader = await Read([select], cancel);
        var documents = new Dictionary<string, T>();
        while (await reader.ReadAsync(cancel)) documents.Add(reader.GetString(0), table.Document<T>(reader, 1));
        return documents;
    }

    /// <exception cref="ArgumentException">The query names a column that the model has not, or a value that the column can't hold.</exception>
    public Task<Page<T>> Find<T>(DocumentModel<T> model, DocumentQuery query, CancellationToken cancel = default)
        where T : class => Find<T>((DocumentModel)model, query, cancel);

    /// <inheritdoc cref="Find{T}(DocumentModel{T}, DocumentQuery, CancellationToken)"/>
    public Task<Page<object>> Find(DocumentModel model, DocumentQuery query, CancellationToken cancel = default) => Find<object>(model, query, cancel);

    private async Task<Page<T>> Find<T>(DocumentModel model, DocumentQuery query, CancellationToken cancel)
        where T : class
    {
        var table = (DocumentTable)_store.TableOf(model);
        var selection = new DocumentSelection(model);
        var backward = query.First is null;
        var size = (query.First, query.Last) switch
        {
            ({ } first, null) when first >= 0 => first,
            (null, { } last) when last >= 0 => last,
            _ => throw new ArgumentException("Exactly one of First and Last is given, and it is not below zero.", nameof(query)),
        };

        var columns = query.OrderBy.Select(order => selection.ColumnOf(order.Column)).ToArray();
        var select = new Statement();
        select.Add($"select {string.Join(", ", ["key", "document", .. columns.Select(column => Identifier.Column(column.Name))])} from {table.Quoted}")
            .Add($" where {selection.Where(select, _zone, query.Where)}");
        if (query.After is { } after) select.Add($" and {selection.Beyond(select, query.OrderBy, after, behind: true)}");
        if (query.Before is { } before) select.Add($" and {selection.Beyond(select, query.OrderBy, before, behind: false)}");
        // One more than asked for tells whether there is more in the direction of reading.
        select.Add($" order by {selection.OrderBy(query.OrderBy, backward)} limit {select.Value(NpgsqlDbType.Bigint, size + 1L)}");

        await using var reader = await Read([select, .. Outside(query.After, behind: false), .. Outside(query.Before, behind: true)], cancel);
        var items = new List<PageItem<T>>();
        while (await reader.ReadAsync(cancel))
        {
            var key = reader.GetString(0);
            items.Add(new PageItem<T>(key, table.Document<T>(reader, 1), new Cursor([.. columns.Select((column, i) => column.Read(reader, i + 2))], key)));
        }

        var more = items.Count > size;
        if (more) items.RemoveAt(size);
        if (backward) items.Reverse();
        var preceded = query.After is not null && await Exists(reader, cancel);
        var followed = query.Before is not null && await Exists(reader, cancel);
        return new Page<T>(items, HasPrevious: preceded || (backward && more), HasNext: followed || (!backward && more));

        // What the cursor cuts off: the documents at it and on its other side.
        Statement[] Outside(Cursor? cursor, bool behind)
        {
            if (cursor is null) return [];
            var exists = new Statement();
            return [exists.Add($"select exists (select from {table.Quoted} where {selection.Where(exists, _zone, query.Where)} and {selection.Beyond(exists, query.OrderBy, cursor, behind, orAt: true)})")];
        }
    }

    public async Task<long> Count(DocumentModel model, IReadOnlyList<Condition> where, CancellationToken cancel = default)
    {
        var count = new Statement();
        count.Add($"select count(*) from {_store.TableOf(model).Quoted} where {new DocumentSelection(model).Where(count, _zone, where)}");
        return await Number(count, cancel);
    }

    /// <summary>One row per group, in order of the groups' values (none last).</summary>
    /// <exception cref="ArgumentException">A dimension that the ledger has not.</exception>
    public async Task<IReadOnlyList<Balance>> Sum(LedgerModel model, Balances balances, CancellationToken cancel = default)
    {
        var table = (LedgerTable)_store.TableOf(model);
        var (known, after) = table.TotalsOf(balances) is null ? (0, 0) : await Known(table, balances.Entries, cancel);
        await using var reader = await Read([LedgerFigure.Of(table, _zone, balances, known, after)], cancel);
        var rows = new List<Balance>();
        while (await reader.ReadAsync(cancel))
            rows.Add(new Balance([.. balances.GroupBy.Select((_, i) => reader.IsDBNull(i + 2) ? null : reader.GetString(i + 2))], reader.GetDecimal(0), reader.GetInt64(1)));
        return rows;
    }

    /// <summary>The entries behind a figure. Each one's place is <see cref="Entry.Cursor"/>.</summary>
    public async Task<Page<Entry>> Entries(LedgerModel model, EntriesPage page, CancellationToken cancel = default)
    {
        if (page.First < 0) throw new ArgumentException("First is not below zero.", nameof(page));
        var table = (LedgerTable)_store.TableOf(model);
        var selection = new LedgerSelection(table);
        var select = new Statement();
        select.Add($"select {string.Join(", ", table.Main.Columns.Skip(1).Select(column => column.Name))} from {table.Quoted} where {selection.Where(select, _zone, page.Entries)}");
        if (page.After is { } after) select.Add($" and {Place(select, after)}");
        select.Add($" order by position, ordinal, arrives limit {select.Value(NpgsqlDbType.Bigint, page.First + 1L)}");

        Statement[] preceding = [];
        if (page.After is { } cut)
        {
            var exists = new Statement();
            preceding = [exists.Add($"select exists (select from {table.Quoted} where {selection.Where(exists, _zone, page.Entries)} and not {Place(exists, cut)})")];
        }

        await using var reader = await Read([select, .. preceding], cancel);
        var items = new List<PageItem<Entry>>();
        while (await reader.ReadAsync(cancel))
        {
            var entry = Entry(reader, model.Dimensions);
            var key = $"{entry.Position}.{entry.Ordinal}.{(entry.Arrives ? 1 : 0)}";
            items.Add(new PageItem<Entry>(key, entry, new Cursor([entry.Position, entry.Ordinal, entry.Arrives], key)));
        }

        var more = items.Count > page.First;
        if (more) items.RemoveAt(page.First);
        return new Page<Entry>(items, HasPrevious: page.After is not null && await Exists(reader, cancel), HasNext: more);

        static string Place(Statement statement, EntryCursor cursor) =>
            $"(position, ordinal, arrives) > ({statement.Value(NpgsqlDbType.Bigint, cursor.Position)}, {statement.Value(NpgsqlDbType.Integer, cursor.Ordinal)}, {statement.Value(NpgsqlDbType.Boolean, cursor.Arrives)})";
    }

    public async Task<long> Count(LedgerModel model, LedgerQuery entries, CancellationToken cancel = default) =>
        (await Sum(model, new Balances(entries, []), cancel))[0].Entries;

    /// <summary>The positions through which, and behind which, entries count.</summary>
    private async Task<(long Through, long After)> Known(LedgerTable table, LedgerQuery entries, CancellationToken cancel)
    {
        await Fix(cancel);
        if (entries is { KnownAt: null, KnownAfter: null }) return (_cursors.GetValueOrDefault(table.Model), 0);
        await using var reader = await Read([table.Known(_zone, entries.KnownAt, entries.KnownAfter)], cancel);
        await reader.ReadAsync(cancel);
        var after = reader.IsDBNull(1) ? 0 : reader.GetInt64(1);
        var known = entries.KnownAt is null ? _cursors.GetValueOrDefault(table.Model) : reader.IsDBNull(0) ? 0 : reader.GetInt64(0);
        return (known, Math.Min(known, after));
    }

    private async Task<NpgsqlDataReader> Read(IEnumerable<Statement> statements, CancellationToken cancel)
    {
        _connection ??= await Begin(cancel);
        await using var batch = new NpgsqlBatch(_connection);
        foreach (var statement in statements) batch.BatchCommands.Add(statement.Command());
        return await batch.ExecuteReaderAsync(cancel);
    }

    private async Task<NpgsqlConnection> Begin(CancellationToken cancel)
    {
        var opened = await _store.Open(cancel);
        try
        {
            await opened.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            _cursors = await _store.View(opened, cancel);
            Position = _store.Models.Min(model => _cursors.GetValueOrDefault(model));
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private async Task<long> Number(Statement statement, CancellationToken cancel)
    {
        await using var reader = await Read([statement], cancel);
        await reader.ReadAsync(cancel);
        return reader.GetInt64(0);
    }

    private static async Task<bool> Exists(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return reader.GetBoolean(0);
    }

    private static Entry Entry(NpgsqlDataReader reader, IReadOnlyList<string> dimensions)
    {
        const int firstDimension = 14;
        return new Entry(
            Position: reader.GetInt64(0),
            Ordinal: reader.GetInt32(1),
            Arrives: reader.GetBoolean(2),
            EventId: reader.GetGuid(3),
            Stream: reader.GetString(4),
            Type: reader.GetString(5),
            Unit: reader.GetString(6),
            Account: reader.GetString(7),
            Counter: reader.GetString(8),
            Amount: reader.GetDecimal(9),
            Reason: reader.GetString(10),
            Effective: reader.GetFieldValue<DateOnly>(11),
            RecordedAt: reader.GetFieldValue<DateTimeOffset>(12),
            Actor: reader.GetString(13),
            Dimensions: Enumerable.Range(0, dimensions.Count)
                .Where(i => !reader.IsDBNull(firstDimension + i))
                .ToDictionary(i => dimensions[i], i => reader.GetString(firstDimension + i)));
    }
}
