using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TalentBank.EventStore.Embedded;

/// <summary>
/// A file of a fresh name in a data folder. Whoever sees it in what they call their data folder is at this very folder,
/// whatever links, copies or recycled process ids suggest. It goes when disposed.
/// </summary>
internal sealed class FolderMark : IDisposable
{
    private readonly string data;

    public FolderMark(string data)
    {
        this.data = data;
        Name = $"mark-{Path.GetRandomFileName()}";
        File.WriteAllText(FilePath, Name);
        // The server may be another user than we are; the folder itself admits nobody else.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>The file's name, which is also its content.</summary>
    public string Name { get; }

    private string FilePath => Path.Combine(data, Name);

    /// <summary>Whether the server that wrote the file still runs on this folder. A zombie doesn't.</summary>
    public bool IsAlive(PostmasterFile postmaster)
    {
        if (OperatingSystem.IsLinux())
            return WorksHere(postmaster.ProcessId);
        try
        {
            using var process = Process.GetProcessById(postmaster.ProcessId);
            return process.ProcessName is "postgres" && (new DateTimeOffset(process.StartTime) - postmaster.StartedAt).Duration() < TimeSpan.FromSeconds(10);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>All processes of a server on this folder, those that outlived their postmaster included (Linux only; elsewhere none are seen).</summary>
    public IReadOnlyList<int> Processes() => OperatingSystem.IsLinux()
        ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(WorksHere)]
        : [];

    public void Dispose() => File.Delete(FilePath);

    /// <summary>
    /// Every process of a server works in its data folder (proc(5), cwd), as may the shell of someone who looks around. Where the
    /// kernel doesn't show us that of another user, the postmaster's command line names the folder.
    /// </summary>
    private bool WorksHere(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim() is "postgres"
                && (File.Exists($"/proc/{process}/cwd/{Name}") || File.ReadAllText($"/proc/{process}/cmdline").Split('\0').Contains(data, StringComparer.Ordinal));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
