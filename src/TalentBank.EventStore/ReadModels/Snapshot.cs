namespace TalentBank.EventStore.ReadModels;

/// <summary>One consistent view of all read models of one zone; a query reads one. Not for use from several threads at once.</summary>
public sealed class Snapshot : IAsyncDisposable
{
    /// <summary>The position that every read model of the snapshot includes.</summary>
    public long Position { get; }

    public ValueTask DisposeAsync() => throw new NotSupportedException();

    /// <summary>The documents under these keys, in one round trip; keys without a document are left out.</summary>
    public Task<IReadOnlyDictionary<string, T>> Get<T>(DocumentModel<T> model, IReadOnlyCollection<string> keys, CancellationToken cancel = default)
        where T : class => throw new NotSupportedException();

    public Task<Page<T>> Find<T>(DocumentModel<T> model, DocumentQuery query, CancellationToken cancel = default)
        where T : class => throw new NotSupportedException();

    public Task<long> Count<T>(DocumentModel<T> model, IReadOnlyList<Condition> where, CancellationToken cancel = default)
        where T : class => throw new NotSupportedException();

    public Task<IReadOnlyList<Balance>> Sum(LedgerModel model, Balances balances, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<Page<Entry>> Entries(LedgerModel model, EntriesPage page, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<long> Count(LedgerModel model, LedgerQuery entries, CancellationToken cancel = default) => throw new NotSupportedException();
}
