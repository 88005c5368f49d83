namespace TalentBank.EventStore;

/// <summary>The one door to PostgreSQL: every transaction of the engine goes through it.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Connects to PostgreSQL 15 or newer and applies the engine's tables (idempotent).</summary>
    public static Task<Database> Open(string connectionString, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
