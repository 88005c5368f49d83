using System.Globalization;
using Npgsql;
using TalentBank.EventStore.Embedded;

namespace TalentBank.Benchmarks;

/// <summary>
/// A PostgreSQL for one run, gone with it. It is one whose data are kept, since a throw-away one doesn't wait for the disk:
/// here fsync, synchronous_commit and full_page_writes are PostgreSQL's defaults, and checked to be.
/// </summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly EmbeddedPostgres _postgres;

    private BenchmarkServer(DirectoryInfo folder, EmbeddedPostgres postgres) => (_folder, _postgres) = (folder, postgres);

    public static async Task<BenchmarkServer> Start()
    {
        var folder = Directory.CreateTempSubdirectory("talentbank-benchmarks-");
        var postgres = (await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder.FullName, "postgres") })).OrThrow();
        var server = new BenchmarkServer(folder, postgres);
        if (await server.Ask("select string_agg(setting, ' ' order by name) from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')") is not "on on on" and var settings)
            throw new InvalidOperationException($"fsync, full_page_writes, synchronous_commit are {settings}: that would not be a fair measure.");
        return server;
    }

    /// <summary>What was measured on, without which no figure means anything.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}, PostgreSQL {_postgres.Version}, default durability");

    /// <summary>A database of its own for one benchmark.</summary>
    public Task<string> CreateDatabase(string name) => _postgres.CreateDatabase(name);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<object?> Ask(string question)
    {
        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync();
    }
}
