using System.Globalization;

namespace TalentBank.Faults.Machines;

/// <summary>A server's wall clock, moved from outside by libfaketime; its monotonic clock goes on as it is.</summary>
internal sealed class ServerClock
{
    private static readonly string[] Places =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib64/faketime/libfaketimeMT.so.1",
        "/usr/lib/faketime/libfaketimeMT.so.1",
    ];

    private readonly string _file;

    public ServerClock(string file)
    {
        _file = file;
        Set(TimeSpan.Zero);
    }

    /// <summary>Where libfaketime is; null where it is not installed.</summary>
    public static string? Library { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>What the server's environment needs for its clock to be this one.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <summary>How far it is ahead (or behind) from now on, within a second.</summary>
    public void Set(TimeSpan ahead)
    {
        // Renamed into its place: read half-written it would say something else.
        File.WriteAllText(_file + ".new", string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
