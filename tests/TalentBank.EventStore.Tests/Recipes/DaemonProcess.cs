using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TalentBank.EventStore.Embedded;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>A daemon in a process of its own, to be frozen and killed. It ends by itself when whoever started it does.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DaemonProcess(Process process, Guid owner, string settings) => (_process, Owner, Settings) = (process, owner, settings);

    public Guid Owner { get; }

    /// <summary>The culture and time zone that it runs in.</summary>
    public string Settings { get; }

    public static async Task<DaemonProcess> Start(string connectionString, TimeSpan lease, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Path.ChangeExtension(typeof(DaemonProcess).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
        var start = new ProcessStartInfo(program, ["daemon", connectionString, lease.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var started = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().Split(' ', 2);
        return new DaemonProcess(process, Guid.Parse(started[0]), started[1]);
    }

    public void Kill() => _process.Kill();

    public Task Freeze() => Signal("STOP");

    public Task Thaw() => Signal("CONT");

    /// <summary>Lets it end in order.</summary>
    public async Task Stop()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What runs in that process.</summary>
    public static async Task<int> Main(string[] args)
    {
        await using var database = await Database.Open(args[0]);
        var store = new ReadModelStore(database, RecipeModels.All, JsonSerializerOptions.Default);
        var daemon = new Daemon(new PostgresLog(database), store, Fact.Decode)
        {
            BatchSize = 7,
            Lease = TimeSpan.FromMilliseconds(double.Parse(args[1], CultureInfo.InvariantCulture)),
        };
        using var stop = new CancellationTokenSource();
        Task[] running = [daemon.Run(stop.Token), new Listener(database, daemon).Run(stop.Token)];
        await Console.Out.WriteLineAsync($"{daemon.Owner} {CultureInfo.CurrentCulture.Name} {TimeZoneInfo.Local.Id}");
        while (await Console.In.ReadLineAsync(CancellationToken.None) is not null)
        {
        }

        await stop.CancelAsync();
        await Task.WhenAll(running);
        return 0;
    }

    private async Task Signal(string name) =>
        (await ChildProcess.Run(["kill", $"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)])).ExitCode.ShouldBe(0);
}
