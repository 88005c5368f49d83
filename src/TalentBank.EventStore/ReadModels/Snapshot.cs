using System.Data;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// One consistent view of all read models of one zone; a query reads one. It is opened by its first read, in the same round
/// trip, and closed when disposed. Not for use from several threads at once.
/// </summary>
public sealed class Snapshot : IAsyncDisposable
{
    private readonly ReadModelStore _store;
    private readonly string _zone;
    private NpgsqlConnection? _connection;

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

    /// <summary>Looks all of it up, in one round trip.</summary>
    public async Task Read(IReadOnlyList<Lookup> lookups, CancellationToken cancel = default)
    {
        if (_connection is not null)
        {
            await Read(_connection, lookups, cancel);
            return;
        }

        var opened = await _store.Open(cancel);
        try
        {
            await opened.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await Read(opened, lookups, cancel);
            _connection = opened;
        }
        finally
        {
            if (_connection is null) await opened.DisposeAsync();
        }
    }

    /// <summary>Fixes the view now, if no read has: the position that it includes.</summary>
    public async Task<long> Fix(CancellationToken cancel = default)
    {
        if (Position is null) await Read([], cancel);
        return Position!.Value;
    }

    /// <summary>The documents under these keys; keys without a document are left out.</summary>
    public async Task<IReadOnlyDictionary<string, T>> Get<T>(DocumentModel<T> model, IReadOnlyCollection<string> keys, CancellationToken cancel = default)
        where T : class =>
        (await One(new DocumentsLookup(model, keys), cancel)).ToDictionary(document => document.Key, document => (T)document.Value);

    /// <exception cref="ArgumentException">The query names a column that the model has not, or a value that the column can't hold.</exception>
    public async Task<Page<T>> Find<T>(DocumentModel<T> model, DocumentQuery query, CancellationToken cancel = default)
        where T : class
    {
        var page = (await One(new PagesLookup(model, query, query.Of is { } part ? [part] : null), cancel))[0];
        return new Page<T>([.. page.Items.Select(item => new PageItem<T>(item.Key, (T)item.Document, item.Cursor))], page.HasPrevious, page.HasNext);
    }

    public async Task<long> Count(DocumentModel model, IReadOnlyList<Condition> where, CancellationToken cancel = default) =>
        (await One(new CountsLookup(model, where), cancel))[0];

    /// <summary>One row per group, in order of the groups' values (none last).</summary>
    /// <exception cref="ArgumentException">A dimension that the ledger has not.</exception>
    public Task<IReadOnlyList<Balance>> Sum(LedgerModel model, Balances balances, CancellationToken cancel = default) => One(new BalancesLookup(model, balances), cancel);

    /// <summary>The entries behind a figure. Each one's place is <see cref="Entry.Cursor"/>.</summary>
    public Task<Page<Entry>> Entries(LedgerModel model, EntriesPage page, CancellationToken cancel = default) => One(new EntriesLookup(model, page), cancel);

    public async Task<long> Count(LedgerModel model, LedgerQuery entries, CancellationToken cancel = default) =>
        (await Sum(model, new Balances(entries, []), cancel))[0].Entries;

    private async Task<T> One<T>(Lookup<T> lookup, CancellationToken cancel)
        where T : notnull
    {
        await Read([lookup], cancel);
        return lookup.Found;
    }

    private async Task Read(NpgsqlConnection connection, IReadOnlyList<Lookup> lookups, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (Position is null)
        {
            foreach (var command in _store.View()) batch.BatchCommands.Add(command);
        }

        foreach (var statement in lookups.SelectMany(lookup => lookup.Statements(_store, _zone))) batch.BatchCommands.Add(statement.Command());
        if (batch.BatchCommands.Count == 0) return;
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        long? position = null;
        if (Position is null)
        {
            await reader.ReadAsync(cancel);
            position = reader.GetInt64(0);
            await reader.NextResultAsync(cancel);
        }

        foreach (var lookup in lookups)
        {
            await lookup.Read(reader, cancel);
            await reader.NextResultAsync(cancel);
        }

        Position ??= position;
    }
}
