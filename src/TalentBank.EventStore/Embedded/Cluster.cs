using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace TalentBank.EventStore.Embedded;

/// <summary>
/// A database cluster, as PostgreSQL calls the data of one server: made, started, asked and stopped. One process at a time
/// does so: whoever holds the folder's lock.
/// </summary>
internal sealed class Cluster(string folder, bool durable, RunAs runAs, IProgress<string>? progress)
{
    public const string Superuser = "postgres";

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public string Data { get; } = Path.Combine(folder, "data");

    private string PasswordFile { get; } = Path.Combine(folder, "data", "password");

    private string Log { get; } = Path.Combine(folder, "postgres.log");

    private string PortFile { get; } = Path.Combine(folder, "port");

    /// <summary>The superuser's, made at random with the data and kept in it, so that a copy or a backup has its own.</summary>
    public string Password => File.ReadAllText(PasswordFile).Trim();

    /// <summary>The major version that made the data; null where there is none yet.</summary>
    public string? Major => File.Exists(Path.Combine(Data, "PG_VERSION")) ? File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim() : null;

    public bool IsDamaged => Directory.Exists(Data) && (Major is null || !File.Exists(PasswordFile));

    /// <summary>Makes the data; null is success. It is renamed to its place when whole: what stands there is never half-made.</summary>
    public async Task<StartOutcome.Refused?> Make(ServerPrograms programs, CancellationToken cancel)
    {
        foreach (var halfMade in Directory.EnumerateDirectories(folder, "new-*"))
            Directory.Delete(halfMade, recursive: true);
        var fresh = Path.Combine(folder, $"new-{Path.GetRandomFileName()}");
        var password = Path.Combine(folder, "password");
        progress?.Report($"Making a data folder for PostgreSQL {programs.Number} in {Data}");
        WritePrivately(password, RandomNumberGenerator.GetHexString(64, lowercase: true));
        await runAs.Own(folder, cancel);
        var initdb = await runAs.Run(
            [programs.Initdb, "--pgdata", fresh, "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", $"--username={Superuser}", $"--pwfile={password}", "--no-instructions", durable ? "--data-checksums" : "--no-sync"],
            programs.Folder, cancel: cancel);
        if (!initdb.Succeeded)
            return new("postgres-not-initialised", $"PostgreSQL {programs.Number} ({programs.Folder}) could not make a data folder in {folder}: {initdb.Said}");
        File.Move(password, Path.Combine(fresh, "password"));
        Directory.Move(fresh, Data);
        return null;
    }

    /// <summary>Starts the server on the port it had before, if that is free; null is success.</summary>
    public async Task<StartOutcome.Refused?> Start(ServerPrograms programs, CancellationToken cancel)
    {
        await runAs.Own(folder, cancel);
        var port = File.Exists(PortFile) && int.TryParse(await File.ReadAllTextAsync(PortFile, cancel), CultureInfo.InvariantCulture, out var last) && IsFree(last) ? last : FreePort();
        // Between the look and the start anyone may take the port.
        for (var attempt = 1; ; attempt++)
        {
            progress?.Report($"Starting PostgreSQL {programs.Number} ({programs.Folder}) as {runAs.Name} on port {port}, data in {Data}");
            await File.WriteAllTextAsync(PortFile, port.ToString(CultureInfo.InvariantCulture), cancel);
            if (File.Exists(Log))
                File.Move(Log, Log + ".1", overwrite: true);
            // pg_ctl gives the server a session of its own, so that a terminal's Ctrl-C reaches the host only.
            var start = await runAs.Run(
                [programs.PgCtl, "start", "--silent", "--wait", "--timeout", Seconds(LongestAnswer), "--pgdata", Data, "--log", Log, "--options", string.Join(' ', Settings(port).Select(setting => $"-c {setting}"))],
                programs.Folder, capture: !OperatingSystem.IsWindows(), cancel);
            if (start.Succeeded)
                return null;
            var said = LastWords(start);
            if (attempt == 3 || !said.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal))
                return new("postgres-not-started", $"PostgreSQL {programs.Number} ({programs.Folder}) did not start on {Data}: {said} (all of it in {Log})");
            port = FreePort();
        }
    }

    /// <summary>The server that runs on this data, if one does: waits for one that starts, recovers or stops.</summary>
    public async Task<(RunningServer? Server, StartOutcome.Refused? Refusal)> FindRunning(CancellationToken cancel)
    {
        using var mark = new FolderMark(Data);
        var told = false;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancel))
        {
            if (!File.Exists(PostmasterFile.PathIn(Data)))
                return default;
            var postmaster = PostmasterFile.Read(Data);
            if (postmaster is not null && await Ask(postmaster, mark, cancel) is { } server)
                return (server, null);
            if (postmaster is null || !mark.IsAlive(postmaster))
            {
                // A server that starts at this moment has yet to write its first lines: nobody but us starts one, and we hold the lock.
                await KillProcesses(mark, cancel);
                progress?.Report($"Clearing the lock file of a PostgreSQL that is gone ({PostmasterFile.PathIn(Data)})");
                File.Delete(PostmasterFile.PathIn(Data));
                return default;
            }
            if (!told)
                progress?.Report($"Waiting for the PostgreSQL that holds {Data} (process {postmaster.ProcessId}) to answer or to end");
            told = true;
            if (waited.Elapsed > LongestAnswer)
                return (null, new("postgres-not-answering", $"A PostgreSQL (process {postmaster.ProcessId}) holds {Data} but has not answered on port {postmaster.Port} for {LongestAnswer.TotalMinutes:0} minutes. See {Log}; stop that process, then start again."));
        }
    }

    /// <summary>
    /// Stops whatever runs on this data and waits until it is gone: sessions are closed, open transactions rolled back.
    /// A server that doesn't stop within a minute is stopped as by a crash, from which it recovers.
    /// </summary>
    public async Task Stop(ServerPrograms programs)
    {
        if (!Directory.Exists(Data))
            return;
        using var mark = new FolderMark(Data);
        // pg_ctl trusts the process id in the lock file; it may be a stranger's by now.
        bool Runs() => PostmasterFile.Read(Data) is { } postmaster && mark.IsAlive(postmaster);
        if (durable && Runs())
            await PgCtlStop(programs, "fast", TimeSpan.FromMinutes(1));
        if (Runs())
            await PgCtlStop(programs, "immediate", TimeSpan.FromSeconds(15));
        await KillProcesses(mark, CancellationToken.None);
    }

    public static string ConnectionString(int port, string user, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = user,
        Password = password,
        Database = database,
    }.ConnectionString;

    private IEnumerable<string> Settings(int port) =>
    [
        "listen_addresses=127.0.0.1",
        $"port={port}",
        "unix_socket_directories=", // their path may hold no more than about 100 characters
        "max_connections=300", // several servers, operators and tests
        "timezone=UTC",
        "log_timezone=UTC",
        .. durable ? [] : (string[])["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
    ];

    /// <summary>Null where no server on this data answers to our password.</summary>
    private async Task<RunningServer?> Ask(PostmasterFile postmaster, FolderMark mark, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(postmaster.Port, Superuser, Password, "postgres")) { Pooling = false, Timeout = 5, CommandTimeout = 5 }.ConnectionString);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("select pg_read_file($1, 0, 100, true), current_setting('server_version')", connection) { Parameters = { new() { Value = mark.Name } } };
            await using var reader = await command.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            return await reader.IsDBNullAsync(0, cancel) ? null : new RunningServer(postmaster.ProcessId, postmaster.Port, reader.GetString(1));
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private Task<ChildProcess> PgCtlStop(ServerPrograms programs, string mode, TimeSpan bound) =>
        runAs.Run([programs.PgCtl, "stop", "--silent", "--wait", "--timeout", Seconds(bound), "--mode", mode, "--pgdata", Data], programs.Folder);

    /// <summary>Backends that outlive their postmaster would share the data with the next one, unseen: they end first.</summary>
    private static async Task KillProcesses(FolderMark mark, CancellationToken cancel)
    {
        while (mark.Processes() is { Count: > 0 } left)
        {
            foreach (var id in left)
            {
                try
                {
                    using var process = Process.GetProcessById(id);
                    process.Kill();
                }
                catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
                {
                    // It ended by itself, which is all we want.
                }
            }
            await Task.Delay(Pause, cancel);
        }
    }

    private string LastWords(ChildProcess start) => File.Exists(Log) && File.ReadLines(Log).TakeLast(5).ToList() is { Count: > 0 } lines
        ? string.Join(" / ", lines)
        : start.Said;

    private static void WritePrivately(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
