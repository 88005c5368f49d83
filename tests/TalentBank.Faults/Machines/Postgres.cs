using Npgsql;
using TalentBank.EventStore.Embedded;

namespace TalentBank.Faults.Machines;

/// <summary>The PostgreSQL that faults are done to: one data folder, kept over crashes, with full durability.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly EmbeddedPostgresOptions _options;
    private EmbeddedPostgres _server;

    private Postgres(EmbeddedPostgresOptions options, EmbeddedPostgres server) => (_options, _server) = (options, server);

    /// <summary>As the owner of the bank's database, past the proxy.</summary>
    public string ConnectionString => _server.ConnectionString;

    public int Port => new NpgsqlConnectionStringBuilder(ConnectionString).Port;

    public string Version => _server.Version;

    public static async Task<Postgres> Start(string folder)
    {
        var options = new EmbeddedPostgresOptions { DataFolder = folder };
        var postgres = new Postgres(options, (await EmbeddedPostgres.Start(options)).OrThrow());
        // No segment of the log is kept for later use, so that a full disk stops the log too, not the tables only.
        foreach (var setting in (string[])["max_wal_size = '128MB'", "min_wal_size = '32MB'", "wal_recycle = off"])
            await postgres.Tell($"alter system set {setting}");
        await postgres.Tell("select pg_reload_conf()");
        return postgres;
    }

    /// <summary>kill -9 of the postmaster; its other processes notice and end.</summary>
    public Task Kill() => Signal.Send(Signal.Kill, _server.ProcessId);

    public Task Freeze() => Signal.Send(Signal.Stop, Signal.Family(_server.ProcessId));

    public Task Thaw() => Signal.Send(Signal.Continue, Signal.Family(_server.ProcessId));

    /// <summary>Ends every session of the bank's; how many.</summary>
    public async Task<long> TerminateSessions() =>
        (long)(await Tell("select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity where usename = 'talentbank'"))!;

    /// <summary>Begins a new segment of PostgreSQL's log, for which a full disk has no room: it panics.</summary>
    public async Task SwitchLog()
    {
        try
        {
            await Tell("select pg_switch_wal()");
        }
        catch (NpgsqlException)
        {
            // The panic that was asked for took this session with it.
        }
    }

    /// <summary>Starts it again if it is gone; one that recovers by itself is waited for.</summary>
    public async Task EnsureRuns()
    {
        var before = _server;
        _server = (await EmbeddedPostgres.Start(_options)).OrThrow();
        await before.DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return _server.DisposeAsync();
    }

    private async Task<object?> Tell(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_server.SuperuserConnectionString) { Pooling = false, Timeout = 5, CommandTimeout = 10 });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
