using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>One look-up in a <see cref="Snapshot"/>, before it is sent: any number of them go in one round trip.</summary>
public abstract class Lookup
{
    private protected Lookup()
    {
    }

    /// <summary>What it asks, in as many statements as it reads results.</summary>
    internal abstract IReadOnlyList<Statement> Statements(ReadModelStore store, string zone);

    /// <summary>Takes what was found; the reader stands at the first of its results, and afterwards at the last.</summary>
    internal abstract Task Read(NpgsqlDataReader reader, CancellationToken cancel);
}

/// <inheritdoc cref="Lookup"/>
public abstract class Lookup<T> : Lookup
    where T : notnull
{
    private T? _found;

    /// <summary>What was found.</summary>
    /// <exception cref="InvalidOperationException">It was not sent yet.</exception>
    public T Found
    {
        get => _found ?? throw new InvalidOperationException("This look-up was not sent yet.");
        private protected set => _found = value;
    }
}
