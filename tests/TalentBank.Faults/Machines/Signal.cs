using System.Diagnostics;
using System.Globalization;

namespace TalentBank.Faults.Machines;

/// <summary>Signals to processes (POSIX <c>kill</c>).</summary>
internal static class Signal
{
    public const string Interrupt = "INT", Kill = "KILL", Stop = "STOP", Continue = "CONT";

    /// <summary>Sends a signal; to a process that is gone it is none.</summary>
    public static async Task Send(string signal, params IReadOnlyList<int> processes)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardError = true, UseShellExecute = false })!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }

    /// <summary>A process and all that descend from it, parents first.</summary>
    public static IReadOnlyList<int> Family(int process)
    {
        var children = Processes().Select(id => (Id: id, Parent: ParentOf(id))).ToLookup(child => child.Parent, child => child.Id);
        var family = new List<int> { process };
        for (var i = 0; i < family.Count; i++)
            family.AddRange(children[family[i]]);
        return family;
    }

    /// <summary>Whether it runs; a zombie doesn't.</summary>
    public static bool IsAlive(int process) => Stat(process) is [not "Z", ..];

    private static IEnumerable<int> Processes() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    private static int? ParentOf(int process) => Stat(process) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : null;

    /// <summary>What stands behind the name, which may hold anything (proc(5), stat): state, parent ...; null where it is gone.</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
