namespace TalentBank.GraphQL.Execution;

/// <summary>
/// Calls the loaders of one execution when nothing of it runs any more, all at the same moment. A field that waits for something
/// else than a loader is not waited for: what it asks for afterwards goes with whatever is due then.
/// </summary>
internal sealed class LoadQueue(CancellationToken cancellationToken)
{
    private readonly Lock _lock = new();
    private readonly List<Loader> _due = [];
    private int _running;

    public Task<TValue> Load<TKey, TValue>(Loader<TKey, TValue> loader, TKey key)
    {
        Task<TValue> value;
        bool isAlone;
        lock (_lock)
        {
            value = loader.Ask(key);
            if (!_due.Contains(loader))
                _due.Add(loader);
            isAlone = _running == 0;
            if (isAlone)
                _running = 1;
        }
        if (isAlone)
            _ = Leave();
        return value;
    }

    /// <summary>Something of the execution runs until this is disposed.</summary>
    public Run Enter()
    {
        lock (_lock)
            _running++;
        return new Run(this);
    }

    /// <summary>Whoever leaves last calls the loaders, and those that are asked by what runs with their values, until none is.</summary>
    private async Task Leave()
    {
        while (true)
        {
            Func<CancellationToken, Task<Action>>[] loads;
            lock (_lock)
            {
                if (_running > 1 || _due.Count == 0)
                {
                    _running--;
                    return;
                }
                loads = [.. _due.Select(loader => loader.Take())];
                _due.Clear();
            }
            foreach (var give in await Task.WhenAll(loads.Select(load => load(cancellationToken))))
                give();
        }
    }

    public readonly struct Run(LoadQueue queue) : IDisposable
    {
        public void Dispose() => _ = queue.Leave();
    }
}
