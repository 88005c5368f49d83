using Npgsql;

namespace TalentBank.EventStore;

/// <summary>The one door to PostgreSQL: every transaction of the engine goes through it.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The schema of the log and its bookkeeping.</summary>
    internal const string Schema = "talentbank";

    private Database(NpgsqlDataSource source) => Source = source;

    internal NpgsqlDataSource Source { get; }

    /// <summary>Connects to PostgreSQL 15 or newer and applies the engine's tables (idempotent).</summary>
    public static async Task<Database> Open(string connectionString, CancellationToken cancel = default)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString).Build();
        await using var tables = source.CreateCommand($"""
            CREATE SCHEMA IF NOT EXISTS {Schema};
            CREATE TABLE IF NOT EXISTS {Schema}.mt_event_progression (
                name varchar PRIMARY KEY, last_seq_id bigint, last_updated timestamptz DEFAULT transaction_timestamp());
            """);
        await tables.ExecuteNonQueryAsync(cancel);
        return new Database(source);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
