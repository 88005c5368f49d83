using System.Globalization;

namespace TalentBank.EventStore.Embedded;

/// <summary>
/// What a running server says of itself in its data folder (PostgreSQL, "Database File Layout", postmaster.pid). It outlives a
/// server that was killed, and then stands in the way of the next one where its process id is taken, if only by a zombie.
/// </summary>
internal sealed record PostmasterFile(int ProcessId, DateTimeOffset StartedAt, int Port)
{
    public static string PathIn(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Null where there is no such file, or none that a running server could have written.</summary>
    public static PostmasterFile? Read(string data)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(data));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        return lines.Length >= 4
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
            && long.TryParse(lines[2], CultureInfo.InvariantCulture, out var started)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                ? new PostmasterFile(process, DateTimeOffset.FromUnixTimeSeconds(started), port)
                : null;
    }
}
