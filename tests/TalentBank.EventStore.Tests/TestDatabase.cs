using Npgsql;

namespace TalentBank.EventStore.Tests;

/// <summary>A fresh, empty database for one test class, on the PostgreSQL of this test run.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private static int s_count;

    public string ConnectionString { get; private set; } = "";

    /// <summary>The database with the engine's tables.</summary>
    public Database Database { get; private set; } = null!;

    /// <summary>The same database past the engine, for foreign writers and for looking at tables.</summary>
    public NpgsqlDataSource Raw { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var name = $"test_{Interlocked.Increment(ref s_count)}";
        // Local commits, so that one class may make the server wait for a standby that does not exist without stopping the others.
        var server = new NpgsqlConnectionStringBuilder(await TestServer.ConnectionString()) { Options = "-c synchronous_commit=local" };
        await using (var maintenance = NpgsqlDataSource.Create(server))
        {
            await maintenance.Run($"create database {name}");
            await maintenance.Run($"alter database {name} set synchronous_commit = local");
        }
        ConnectionString = new NpgsqlConnectionStringBuilder(await TestServer.ConnectionString()) { Database = name }.ConnectionString;
        // Each test of a class makes a log of its own on it, and each log keeps a session.
        Database = await Database.Open(new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 100 }.ConnectionString);
        Raw = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Raw.DisposeAsync();
    }
}
