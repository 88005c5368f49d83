namespace TalentBank.EventStore.Embedded;

/// <summary>
/// Folders of throw-away servers under the system's temporary folder. Each has a lock that lives as long as its owner, so that
/// the next run can tell, and clean up, what a killed one left behind.
/// </summary>
internal static class ThrowAwayFolder
{
    public const string InUse = "in-use";

    private static string Prefix => $"talentbank-{Environment.UserName}-";

    /// <summary>A new folder and the lock that says it is in use.</summary>
    public static (string Folder, FileStream InUse) Create()
    {
        while (true)
        {
            var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
            var file = Path.Combine(folder, InUse);
            var held = FileLock.TryShared(file);
            // A sweep may have come between the two steps.
            if (held is not null && File.Exists(file))
                return (folder, held);
            held?.Dispose();
        }
    }

    /// <summary>Hands each folder whose owner is dead to <paramref name="abandon"/>, then deletes it.</summary>
    public static async Task Sweep(Func<string, Task> abandon)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var file = Path.Combine(folder, InUse);
            // Without a lock yet, it is being made at this moment; without one any more, it is being deleted.
            using var dead = FileLock.TryExclusiveIfThere(file);
            if (dead is null || !File.Exists(file))
                continue;
            await abandon(folder);
            Delete(folder, dead);
        }
    }

    /// <summary>Deletes a folder with the lock held to the end, so that nobody else does at the same time.</summary>
    public static void Delete(string folder, FileStream held)
    {
        // Windows deletes no open file.
        if (OperatingSystem.IsWindows())
            held.Dispose();
        Directory.Delete(folder, recursive: true);
        held.Dispose();
    }
}
