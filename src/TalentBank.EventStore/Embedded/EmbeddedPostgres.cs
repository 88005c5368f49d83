using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace TalentBank.EventStore.Embedded;

/// <summary>
/// A PostgreSQL of our own, on the loopback interface, for a server or a test run without one. The last process that uses it
/// stops it; a server that outlived its user, or that another process started on the same folder, is used as it is.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Name = "talentbank";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(15);

    private FileStream? inUse;

    private EmbeddedPostgres(string folder, bool isKept, Cluster cluster, ServerPrograms programs, FileStream inUse)
    {
        Folder = folder;
        IsKept = isKept;
        Cluster = cluster;
        Programs = programs;
        this.inUse = inUse;
    }

    /// <summary>To the database <c>talentbank</c>, as the user who owns it and nothing else: no superuser, whom row security doesn't bind.</summary>
    public string ConnectionString => ConnectionStringTo(Name);

    /// <summary>To the database <c>postgres</c> as the superuser, for tests that look behind the engine.</summary>
    internal string SuperuserConnectionString => Cluster.ConnectionString(Server.Port, Cluster.Superuser, Cluster.Password, "postgres");

    /// <summary>For example "15.13".</summary>
    public string Version => Programs.Number;

    /// <summary>Whether the server ran before this start.</summary>
    public bool ReusedRunning { get; private set; }

    /// <summary>The postmaster's process id.</summary>
    public int ProcessId => Server.ProcessId;

    private string Folder { get; }

    private bool IsKept { get; }

    private Cluster Cluster { get; }

    private ServerPrograms Programs { get; }

    private RunningServer Server { get; set; } = new(0, 0, "");

    /// <summary>Starts the server, or finds it running, and makes its data first where there is none.</summary>
    public static async Task<StartOutcome> Start(EmbeddedPostgresOptions options, CancellationToken cancel = default)
    {
        if (await RunAs.Choose(options.WaysAsRoot, cancel) is not { } runAs)
            return new StartOutcome.Refused("postgres-root-refused", "PostgreSQL refuses to run as root, and here neither a user namespace (unshare) nor the user nobody (setpriv, runuser, su) can be had. Start as an ordinary user, or set ConnectionStrings__TalentBank to a PostgreSQL that runs.");
        return options.DataFolder is { } folder
            ? await StartKept(options, Path.GetFullPath(folder), runAs, cancel)
            : await StartThrowAway(options, runAs, cancel);
    }

    /// <summary>Makes an empty database and answers the connection string to it: each test its own.</summary>
    public async Task<string> CreateDatabase(string name, CancellationToken cancel = default)
    {
        await using var connection = await Connect(cancel);
        await Execute(connection, $"create database {Quoted(name)} owner {Name}", cancel);
        return ConnectionStringTo(name);
    }

    /// <summary>Stops the server, unless others use it; the data of a throw-away server goes with it.</summary>
    public async ValueTask DisposeAsync()
    {
        // A folder that was deleted under the server takes the server with it, within a minute and by itself.
        if (inUse is null || !Directory.Exists(Folder))
            return;
        using var alone = IsKept ? await FileLock.Exclusive(LockIn(Folder), LongestStart, () => { }, CancellationToken.None) : null;
        await Leave();
    }

    private static async Task<StartOutcome> StartThrowAway(EmbeddedPostgresOptions options, RunAs runAs, CancellationToken cancel)
    {
        var (programs, notChosen) = await ProgramChoice.ForNewData(options, options.ProgramsFolder ?? Placement.ForPrograms(runAs), runAs, cancel);
        if (programs is null)
            return notChosen!;
        await ThrowAwayFolder.Sweep(leftover => new Cluster(leftover, durable: false, runAs, options.Progress).Stop(programs));
        var (folder, mine) = ThrowAwayFolder.Create();
        var postgres = new EmbeddedPostgres(folder, isKept: false, new Cluster(folder, durable: false, runAs, options.Progress), programs, mine);
        return await postgres.Open(options.Progress, cancel);
    }

    private static async Task<StartOutcome> StartKept(EmbeddedPostgresOptions options, string asked, RunAs runAs, CancellationToken cancel)
    {
        var (folder, entered, notEntered) = await Enter(asked, runAs, options.Progress, cancel);
        using var alone = entered;
        if (notEntered is not null)
            return notEntered;

        var cluster = new Cluster(folder, durable: true, runAs, options.Progress);
        if (cluster.IsDamaged)
            return new StartOutcome.Refused("postgres-data-damaged", $"{cluster.Data} is no data folder of ours: PG_VERSION or password is missing in it. Restore it from a backup, or move it away to begin with an empty one.");
        var programsFolder = options.ProgramsFolder ?? Path.Combine(Path.GetDirectoryName(folder)!, "programs");
        var (programs, notChosen) = cluster.Major is { } major
            ? await ProgramChoice.ForData(cluster.Data, major, options, programsFolder, runAs, cancel)
            : await ProgramChoice.ForNewData(options, programsFolder, runAs, cancel);
        if (programs is null)
            return notChosen!;

        return await OpenKept(folder, cluster, programs, options.Progress, cancel);
    }

    /// <summary>Makes the folder and waits to be alone at work in it.</summary>
    private static async Task<(string Folder, FileStream? Alone, StartOutcome.Refused? Refusal)> Enter(string asked, RunAs runAs, IProgress<string>? progress, CancellationToken cancel)
    {
        try
        {
            var (folder, notPlaced) = await Placement.ForData(asked, runAs, progress, cancel);
            if (folder is null)
                return (asked, null, notPlaced);
            var alone = await FileLock.Exclusive(LockIn(folder), LongestStart, () => progress?.Report($"Waiting for another process that starts or stops PostgreSQL in {folder}"), cancel);
            return (folder, alone, alone is not null ? null : new("postgres-folder-busy", $"Another process has been starting or stopping PostgreSQL in {folder} for {LongestStart.TotalMinutes:0} minutes."));
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return (asked, null, new("postgres-folder-refused", $"PostgreSQL's folder {asked} can't be used: {denied.Message}"));
        }
    }

    internal static async Task<StartOutcome> OpenKept(string folder, Cluster cluster, ServerPrograms programs, IProgress<string>? progress, CancellationToken cancel)
    {
        var mine = FileLock.TryShared(InUseIn(folder)) ?? throw new IOException($"{InUseIn(folder)} is locked by a stranger.");
        return await new EmbeddedPostgres(folder, isKept: true, cluster, programs, mine).Open(progress, cancel);
    }

    /// <summary>Makes, finds, starts and prepares the server; if that fails, leaves nothing behind but the data.</summary>
    private async Task<StartOutcome> Open(IProgress<string>? progress, CancellationToken cancel)
    {
        var isOpen = false;
        try
        {
            if (Cluster.Major is null && await Cluster.Make(Programs, cancel) is { } notMade)
                return notMade;
            var (running, notAnswering) = await Cluster.FindRunning(cancel);
            if (notAnswering is not null)
                return notAnswering;
            if (running is not null && running.Version != Programs.Version)
            {
                progress?.Report($"PostgreSQL's programs have changed under the running server (it is {running.Version}, they are {Programs.Version}): restarting it");
                await Cluster.Stop(Programs);
                running = null;
            }
            ReusedRunning = running is not null;
            if (running is null)
            {
                if (await Cluster.Start(Programs, cancel) is { } notStarted)
                    return notStarted;
                (running, notAnswering) = await Cluster.FindRunning(cancel);
                if (running is null)
                    return notAnswering ?? new StartOutcome.Refused("postgres-not-started", $"PostgreSQL {Programs.Number} ended as soon as it had started on {Cluster.Data}.");
            }
            Server = running;
            await MakeUserAndDatabase(cancel);
            isOpen = true;
            return new StartOutcome.Running(this);
        }
        finally
        {
            if (!isOpen)
                await Leave();
        }
    }

    /// <summary>Stops the server if nobody else uses it. Whoever calls holds the lock of a kept folder; a throw-away one is nobody else's.</summary>
    private async Task Leave()
    {
        if (Interlocked.Exchange(ref inUse, null) is not { } mine)
            return;
        if (!IsKept)
        {
            await Cluster.Stop(Programs);
            ThrowAwayFolder.Delete(Folder, mine);
            return;
        }
        await mine.DisposeAsync();
        using var last = FileLock.TryExclusive(InUseIn(Folder));
        if (last is not null)
            await Cluster.Stop(Programs);
    }

    private async Task MakeUserAndDatabase(CancellationToken cancel)
    {
        await using var connection = await Connect(cancel);
        if (!await Exists(connection, "select 1 from pg_roles where rolname = $1", cancel))
            await Execute(connection, $"create role {Name} login password '{UserPassword}'", cancel);
        if (!await Exists(connection, "select 1 from pg_database where datname = $1", cancel))
            await Execute(connection, $"create database {Name} owner {Name}", cancel);
    }

    private async Task<NpgsqlConnection> Connect(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(SuperuserConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancel);
        return connection;
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string question, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = Name } } };
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private static async Task Execute(NpgsqlConnection connection, string statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Follows from the superuser's, so that one secret is kept, and doesn't lead back to it.</summary>
    private string UserPassword => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Cluster.Password), Encoding.UTF8.GetBytes(Name)));

    private string ConnectionStringTo(string database) => Cluster.ConnectionString(Server.Port, Name, UserPassword, database);

    private static string LockIn(string folder) => Path.Combine(folder, "lock");

    private static string InUseIn(string folder) => Path.Combine(folder, ThrowAwayFolder.InUse);
}
