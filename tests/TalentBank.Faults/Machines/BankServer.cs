using System.Collections.Concurrent;
using System.Diagnostics;
using TalentBank.Server.Running;

namespace TalentBank.Faults.Machines;

/// <summary>A server of the bank as a process of its own, which is started again whenever it ends, until it is disposed.</summary>
internal sealed class BankServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly Func<ProcessStartInfo> _start;
    private readonly StreamWriter _log;
    private readonly Task _supervising;
    private readonly ConcurrentQueue<int> _ends = new();
    private volatile Process _process;
    private volatile bool _killed;
    private volatile bool _stops;

    /// <param name="number">From 1.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="folder">Where it works and writes what it says, to <c>server-n.log</c>.</param>
    /// <param name="environment">Its settings.</param>
    public BankServer(int number, Uri address, string folder, IReadOnlyDictionary<string, string> environment)
    {
        Number = number;
        Address = address;
        _log = new StreamWriter(Path.Combine(folder, $"server-{number}.log")) { AutoFlush = true };
        _start = () => Program(folder, environment, "--urls", address.ToString());
        _process = Start();
        _supervising = Supervise();
    }

    public int Number { get; }

    public Uri Address { get; }

    /// <summary>The exit codes with which it ended unasked, except that it could not start (the database was away).</summary>
    public IReadOnlyCollection<int> Ends => _ends;

    /// <summary>The bank's program as its users start it.</summary>
    public static ProcessStartInfo Program(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TalentBank.Server.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>kill -9.</summary>
    public Task Kill()
    {
        _killed = true;
        return Signal.Send(Signal.Kill, _process.Id);
    }

    public Task Freeze() => Signal.Send(Signal.Stop, _process.Id);

    public Task Thaw() => Signal.Send(Signal.Continue, _process.Id);

    public async ValueTask DisposeAsync()
    {
        _stops = true;
        await Signal.Send(Signal.Interrupt, _process.Id);
        try
        {
            await _supervising.WaitAsync(LongestStop);
        }
        catch (TimeoutException)
        {
            await Kill();
            await _supervising;
        }
        await _log.DisposeAsync();
    }

    private async Task Supervise()
    {
        while (true)
        {
            await _process.WaitForExitAsync();
            var code = _process.ExitCode;
            Hear($"--- ended with {code}");
            _process.Dispose();
            if (_stops)
                return;
            if (!_killed && code != ExitCode.Configuration)
                _ends.Enqueue(code);
            _killed = false;
            // One that can't start (no database) is not to be started as fast as the machine can.
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            _process = Start();
        }
    }

    private Process Start()
    {
        Hear("--- started");
        var process = Process.Start(_start())!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_log)
            _log.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {line}");
    }
}
