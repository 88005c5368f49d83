using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TalentBank.Faults.Machines;

namespace TalentBank.Faults;

/// <summary>What faults are done to: two servers of one bank, the network between them and their PostgreSQL, its disk.</summary>
internal sealed class SystemUnderTest : IAsyncDisposable
{
    private const int ServerCount = 2;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly List<BankServer> _servers = [];

    private SystemUnderTest(string folder, SmallDisk? disk, Postgres postgres)
    {
        Folder = folder;
        Disk = disk;
        Postgres = postgres;
        Proxy = new Proxy(postgres.Port);
        if (ServerClock.Library is not null)
            Clocks = [.. Enumerable.Range(1, ServerCount).Select(number => new ServerClock(Path.Combine(folder, $"clock-{number}")))];
    }

    /// <summary>Where everything of this run lies.</summary>
    public string Folder { get; }

    /// <summary>Null where none can be had.</summary>
    public SmallDisk? Disk { get; }

    public Postgres Postgres { get; }

    public Proxy Proxy { get; }

    public IReadOnlyList<BankServer> Servers => _servers;

    /// <summary>One per server; none where libfaketime is not installed.</summary>
    public IReadOnlyList<ServerClock> Clocks { get; } = [];

    public static async Task<SystemUnderTest> Start(IProgress<string> progress, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("talentbank-faults-").FullName;
        var place = Path.Combine(folder, "disk");
        var (disk, noDisk) = await SmallDisk.TryMount(place);
        if (noDisk is not null)
            progress.Report($"Left out: disk full ({noDisk}).");
        if (ServerClock.Library is null)
            progress.Report("Left out: clock jump (libfaketime is not installed; Debian: apt-get install faketime).");
        var system = new SystemUnderTest(folder, disk, await Postgres.Start(Path.Combine(place, "postgres")));
        try
        {
            for (var number = 1; number <= ServerCount; number++)
            {
                var server = new BankServer(number, new Uri($"http://127.0.0.1:{FreePort()}"), folder, system.EnvironmentOf(number));
                system._servers.Add(server);
                // One after the other: the first one opens the demo zone.
                if (!await IsReady(server, cancel))
                    throw new InvalidOperationException($"Server {number} did not get ready: {folder}/server-{number}.log says why.");
            }
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of a server, or of a command of the server (0), which goes past the proxy.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(int number)
    {
        var connection = new NpgsqlConnectionStringBuilder(Postgres.ConnectionString);
        if (number > 0)
            connection.Port = Proxy.Port;
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Auth__DevSignIn"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
            ["ConnectionStrings__TalentBank"] = connection.ConnectionString,
            ["Bank__Folder"] = Path.Combine(Folder, "bank"),
        };
        if (number > 0 && Clocks.Count > 0)
        {
            foreach (var (name, value) in Clocks[number - 1].Environment)
                environment[name] = value;
        }
        return environment;
    }

    /// <summary>After PostgreSQL was killed, or may have ended: it runs again, and the network leads to it.</summary>
    public async Task EnsurePostgresRuns()
    {
        await Postgres.EnsureRuns();
        Proxy.TargetPort = Postgres.Port;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));
        await Proxy.DisposeAsync();
        await Postgres.DisposeAsync();
        if (Disk is not null)
            await Disk.DisposeAsync();
    }

    private static async Task<bool> IsReady(BankServer server, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        for (var since = Stopwatch.StartNew(); since.Elapsed < LongestStart; await Task.Delay(TimeSpan.FromMilliseconds(100), cancel))
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", cancel);
                if (answer.IsSuccessStatusCode)
                    return true;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        return false;
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
