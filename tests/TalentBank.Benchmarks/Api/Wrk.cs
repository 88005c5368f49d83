using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TalentBank.Benchmarks.Api;

/// <summary>Load by <c>wrk</c> (Debian: <c>apt-get install wrk</c>) over 32 connections, on the same cores as the server.</summary>
internal static partial class Wrk
{
    public const int Connections = 32;

    private const int Seconds = 4;

    [GeneratedRegex(@"(?<count>\d+) requests in", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Requests { get; }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PerSecond { get; }

    /// <summary>Sends one POST again and again: how many were answered, and how many in a second.</summary>
    /// <exception cref="InvalidOperationException">wrk is missing, or an answer was no success.</exception>
    public static async Task<(long Requests, double PerSecond)> Post(Request request)
    {
        var script = Path.GetTempFileName();
        try
        {
            var headers = string.Join('\n', request.Headers.Select(header => $"wrk.headers[\"{header.Name}\"] = \"{header.Value}\""));
            await File.WriteAllTextAsync(script, $"wrk.method = \"POST\"\nwrk.body = [==[{request.Body}]==]\n{headers}\n");
            var report = await Run("-t2", $"-c{Connections}", $"-d{Seconds}s", "--timeout", "30s", "-s", script, request.Url.ToString());
            return report.Contains("Non-2xx", StringComparison.Ordinal) || report.Contains("Socket errors", StringComparison.Ordinal)
                ? throw new InvalidOperationException($"Not every request to {request.Url} was answered with success:\n{report}")
                : (long.Parse(Requests.Match(report).Groups["count"].Value, CultureInfo.InvariantCulture), double.Parse(PerSecond.Match(report).Groups["rate"].Value, CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using var wrk = Start(arguments);
        var report = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return wrk.ExitCode == 0 ? report : throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {report}");
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("These benchmarks need wrk: apt-get install wrk (Debian, Ubuntu), brew install wrk (macOS).", missing);
        }
    }
}
