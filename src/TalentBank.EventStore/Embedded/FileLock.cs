namespace TalentBank.EventStore.Embedded;

/// <summary>A lock among processes that the system frees when its holder dies: an open file (flock on Unix, sharing on Windows).</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Alone on the file; null while anyone else is on it.</summary>
    public static FileStream? TryExclusive(string path) => TryOpen(path, FileMode.OpenOrCreate, FileShare.None);

    /// <summary>Alone on the file; null while anyone else is on it, and where there is none.</summary>
    public static FileStream? TryExclusiveIfThere(string path)
    {
        try
        {
            return TryOpen(path, FileMode.Open, FileShare.None);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>One of many on the file; null while someone is alone on it.</summary>
    public static FileStream? TryShared(string path) => TryOpen(path, FileMode.OpenOrCreate, FileShare.ReadWrite);

    /// <summary>Waits to be alone on the file, up to a bound; null when that passed.</summary>
    public static async Task<FileStream?> Exclusive(string path, TimeSpan bound, Action waiting, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            if (TryExclusive(path) is { } taken)
                return taken;
            if (waited >= bound)
                return null;
            if (waited == TimeSpan.Zero)
                waiting();
            await Task.Delay(Pause, cancel);
        }
    }

    private static FileStream? TryOpen(string path, FileMode mode, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, share);
        }
        catch (IOException held) when (held.GetType() == typeof(IOException))
        {
            return null;
        }
    }
}
