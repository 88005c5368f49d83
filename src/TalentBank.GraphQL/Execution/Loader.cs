namespace TalentBank.GraphQL.Execution;

/// <summary>
/// Looks up together what the fields of one request ask for one by one (<see cref="FieldContext.Load"/>). It is called when all
/// of the request that can run without it has run, so that siblings share a call however deep they stand. A loader belongs
/// to one request.
/// </summary>
/// <param name="load">From the keys, as they were asked for, to as many values in the same order.</param>
public sealed class Loader<TKey, TValue>(Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyList<TValue>>> load) : Loader
{
    private List<TKey> _keys = [];
    private List<TaskCompletionSource<TValue>> _askers = [];

    /// <summary>The value, once it was looked up. Only under the lock of the <see cref="LoadQueue"/>.</summary>
    internal Task<TValue> Ask(TKey key)
    {
        // Its continuation runs where the value is handed out: that is how the queue knows when all that could run has run.
        var asker = new TaskCompletionSource<TValue>();
        _keys.Add(key);
        _askers.Add(asker);
        return asker.Task;
    }

    internal override Func<CancellationToken, Task<Action>> Take()
    {
        var (keys, askers) = (_keys, _askers);
        (_keys, _askers) = ([], []);
        return async cancel =>
        {
            try
            {
                var values = await load(keys, cancel);
                return values.Count == keys.Count
                    ? () => Give(askers, values)
                    : throw new InvalidOperationException($"A loader gave {values.Count} values for {keys.Count} keys.");
            }
            catch (Exception exception)
            {
                return () => askers.ForEach(asker => asker.SetException(exception));
            }
        };
    }

    private static void Give(List<TaskCompletionSource<TValue>> askers, IReadOnlyList<TValue> values)
    {
        for (var i = 0; i < askers.Count; i++)
            askers[i].SetResult(values[i]);
    }
}

/// <inheritdoc cref="Loader{TKey, TValue}"/>
public abstract class Loader
{
    private protected Loader()
    {
    }

    /// <summary>What was asked for so far, to be looked up, and then to be handed out.</summary>
    internal abstract Func<CancellationToken, Task<Action>> Take();
}
