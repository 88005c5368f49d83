using System.Diagnostics;

namespace TalentBank.Faults.Machines;

/// <summary>A file system of its own (tmpfs), small enough to be filled.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "768m";

    private readonly string _filling;

    private SmallDisk(string folder)
    {
        Folder = folder;
        _filling = Path.Combine(folder, "filling");
    }

    public string Folder { get; }

    /// <summary>Mounts it; null and why where this machine or this user can't.</summary>
    public static async Task<(SmallDisk? Disk, string? Problem)> TryMount(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return (null, "a small disk to fill needs Linux and root");
        return await Run("mount", "-t", "tmpfs", "-o", $"size={Size},mode=0755", "tmpfs", folder) is { Length: > 0 } problem ? (null, problem) : (new SmallDisk(folder), null);
    }

    /// <summary>Takes every byte that is left; how many there were.</summary>
    public long Fill()
    {
        long filled = 0;
        for (var n = 0; new DriveInfo(Folder).AvailableFreeSpace is >= 4096 and var left; n++)
        {
            try
            {
                using var file = File.OpenHandle($"{_filling}-{n}", FileMode.CreateNew, FileAccess.Write, preallocationSize: left);
                filled += left;
            }
            catch (IOException)
            {
                // PostgreSQL took some of it in between: what is left now is tried again.
            }
        }
        return filled;
    }

    public void Free()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, Path.GetFileName(_filling) + "-*"))
            File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        if (await Run("umount", "--lazy", Folder) is { Length: > 0 } problem)
            throw new IOException(problem);
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"{program}: {said.Trim()}";
    }
}
