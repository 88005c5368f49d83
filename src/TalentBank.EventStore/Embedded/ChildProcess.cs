using System.ComponentModel;
using System.Diagnostics;

namespace TalentBank.EventStore.Embedded;

/// <summary>A program run to its end.</summary>
internal sealed record ChildProcess(int ExitCode, string Output, string Error)
{
    /// <summary>What a shell answers for a command that isn't there (POSIX.1-2017, 2.8.2).</summary>
    public const int NotFound = 127;

    public bool Succeeded => ExitCode == 0;

    /// <summary>Whichever of its two outputs has something to say.</summary>
    public string Said => (Error.Length > 0 ? Error : Output).Trim();

    /// <summary>
    /// Runs a command with no terminal, without the caller's PG* variables and in plain English; a cancelled one is killed.
    /// Not to be captured is what hands its outputs on to a server: reading them would never end (on Windows).
    /// </summary>
    public static async Task<ChildProcess> Run(IReadOnlyList<string> command, string? folder = null, bool capture = true, CancellationToken cancel = default)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder ?? Path.GetPathRoot(Environment.SystemDirectory) ?? "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        // Ctrl-C is the host's to handle. On Unix pg_ctl gives the server a session of its own; here this does.
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;

        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception notThere)
        {
            return new ChildProcess(NotFound, "", notThere.Message);
        }
        using var running = process ?? throw new InvalidOperationException($"{command[0]} did not start");
        try
        {
            running.StandardInput.Close();
            var output = capture ? running.StandardOutput.ReadToEndAsync(cancel) : Task.FromResult("");
            var error = capture ? running.StandardError.ReadToEndAsync(cancel) : Task.FromResult("");
            await running.WaitForExitAsync(cancel);
            return new ChildProcess(running.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            throw;
        }
    }
}
