using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalentBank.Server.Tests.Running;

/// <summary>The server as users start it: a process of its own, in a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly StringBuilder _printed = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
        process.OutputDataReceived += (_, line) =>
        {
            Hear(line.Data);
            lock (_printed)
                _printed.AppendLine(line.Data);
        };
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>All that it printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>What it printed to the standard output alone.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    /// <summary>What it holds of the machine's memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ServerProcess Start(string folder, int port, params string[] arguments) => Start(folder, port, new Dictionary<string, string>(), arguments);

    public static ServerProcess Start(string folder, int port, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TalentBank.Server.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["Auth__DevSignIn"] = "true";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>Waits until it is ready; one that ends before fails the test with what it said.</summary>
    public async Task<ServerProcess> Ready()
    {
        var since = Stopwatch.StartNew();
        while (!_process.HasExited && since.Elapsed < LongestStart)
        {
            try
            {
                if ((await Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK)
                    return this;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"The server did not get ready: {Said}");
    }

    public async Task<BankClient> As(string person)
    {
        var client = new BankClient(new HttpClient { BaseAddress = Http.BaseAddress });
        await client.SignIn(person);
        return client;
    }

    /// <summary>kill -9: nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does; the exit code. (Whoever was started in the background may not hear Ctrl-C.)</summary>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        return await Exit();
    }

    /// <summary>Waits for its end; the exit code.</summary>
    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            try
            {
                await Stop().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                _process.Kill();
            }
        }

        Http.Dispose();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }
}
