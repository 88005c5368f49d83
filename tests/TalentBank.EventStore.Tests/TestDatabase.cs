using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TalentBank.EventStore.Tests;

/// <summary>A fresh, empty database for one test class, on a PostgreSQL that the test run starts once.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private static readonly Lazy<Task<string>> Server = new(Start);
    private static int s_count;

    /// <summary>Kept: if it were collected, its input would close and the server would stop.</summary>
    private static Process? s_shell;

    public string ConnectionString { get; private set; } = "";

    /// <summary>The database with the engine's tables.</summary>
    public Database Database { get; private set; } = null!;

    /// <summary>The same database past the engine, for foreign writers and for looking at tables.</summary>
    public NpgsqlDataSource Raw { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var name = $"test_{Interlocked.Increment(ref s_count)}";
        // Local commits, so that one class may make the server wait for a standby that does not exist without stopping the others.
        var server = new NpgsqlConnectionStringBuilder(await Server.Value) { Options = "-c synchronous_commit=local" };
        await using (var maintenance = NpgsqlDataSource.Create(server))
        {
            await maintenance.Run($"create database {name}");
            await maintenance.Run($"alter database {name} set synchronous_commit = local");
        }
        ConnectionString = new NpgsqlConnectionStringBuilder(await Server.Value) { Database = name }.ConnectionString;
        Database = await Database.Open(ConnectionString);
        Raw = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Raw.DisposeAsync();
    }

    private static async Task<string> Start()
    {
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).Last();
        var folder = Directory.CreateTempSubdirectory("talentbank-tests-").FullName;
        var port = FreePort();
        // The shell outlives the test run by a moment: when the run ends, however it ends, its input closes, and it cleans up.
        const string script = """
            as=$([ "$(id -u)" = 0 ] && echo unshare --user --map-user=65534 --map-group=65534)
            $as "$1/initdb" -D "$2/data" -U talentbank --auth=trust --encoding=UTF8 --locale=C --no-sync > "$2/initdb.log" 2>&1 || exit 1
            $as "$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300 > "$2/server.log" 2>&1 &
            read -r _
            kill -QUIT $!; wait; rm -rf "$2"
            """;
        s_shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "sh", programs, folder, $"{port}"]) { UseShellExecute = false, RedirectStandardInput = true })!;
        var connectionString = $"Host=127.0.0.1;Port={port};Username=talentbank;Database=postgres";
        await Eventually.Holds(async () =>
        {
            if (s_shell.HasExited)
                throw new InvalidOperationException($"PostgreSQL did not start, see {folder}");
            try
            {
                await using var probe = new NpgsqlConnection(connectionString);
                await probe.OpenAsync();
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        });
        return connectionString;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
