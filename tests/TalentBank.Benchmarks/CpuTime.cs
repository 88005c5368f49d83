using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TalentBank.Benchmarks;

/// <summary>
/// The processor time that this process and the whole PostgreSQL have used: what work costs, however busy the machine is with
/// other things. Linux alone tells.
/// </summary>
internal sealed class CpuTime
{
    /// <summary>Of a clock tick in /proc: USER_HZ is 100 on all of Linux's usual platforms.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly int _postmaster;

    private CpuTime(int postmaster) => _postmaster = postmaster;

    public static async Task<CpuTime?> Of(string connectionString)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new CpuTime(Stat(connection.ProcessID) is { } backend ? backend.Parent : 0);
    }

    public TimeSpan Now()
    {
        var servers = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Stat(id) : null)
            .OfType<ProcessStat>()
            .Where(process => process.Id == _postmaster || process.Parent == _postmaster)
            .Sum(process => process.Id == _postmaster ? process.Own + process.Ended : process.Own);
        using var mine = Process.GetCurrentProcess();
        return mine.TotalProcessorTime + servers * Tick;
    }

    /// <summary>See proc(5): the name, in parentheses, may hold anything.</summary>
    private static ProcessStat? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            return new ProcessStat(id, (int)Field(4), Own: Field(14) + Field(15), Ended: Field(16) + Field(17));
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }

    /// <param name="Id">The process.</param>
    /// <param name="Parent">Its parent.</param>
    /// <param name="Own">In ticks.</param>
    /// <param name="Ended">That of its children that have ended, in ticks.</param>
    private sealed record ProcessStat(int Id, int Parent, long Own, long Ended);
}
