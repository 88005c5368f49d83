using System.Text.RegularExpressions;

namespace TalentBank.EventStore.Embedded;

/// <summary>
/// An installation of PostgreSQL's server programs that runs here. Its version is written as <c>server_version</c> is,
/// packager's suffix included: "15.13 (Debian 15.13-0+deb12u1)".
/// </summary>
internal sealed partial record ServerPrograms(string Folder, string Version, int Major)
{
    public const int OldestMajor = 15;

    private static readonly string[] Needed = ["postgres", "initdb", "pg_ctl"];

    public string Initdb => In(Folder, "initdb");

    public string PgCtl => In(Folder, "pg_ctl");

    /// <summary>"15.13", without what a packager adds.</summary>
    public string Number => Version.Split(' ')[0];

    /// <summary>All installations in these folders, in their order, each once.</summary>
    public static async Task<IReadOnlyList<ServerPrograms>> FindAll(IEnumerable<string> folders, RunAs runAs, CancellationToken cancel)
    {
        var found = new List<ServerPrograms>();
        foreach (var folder in folders.Where(IsComplete).Select(Real).Distinct(StringComparer.Ordinal))
        {
            if (await Try(folder, runAs, cancel) is { } programs)
                found.Add(programs);
        }
        return found;
    }

    /// <summary>The installation in this folder; null where something is missing, doesn't run here, or is too old.</summary>
    public static async Task<ServerPrograms?> Try(string folder, RunAs runAs, CancellationToken cancel)
    {
        if (!IsComplete(folder) || Needed.Any(program => IsScript(In(folder, program))))
            return null;
        var asked = await runAs.Run([In(folder, "postgres"), "--version"], cancel: cancel);
        var answer = VersionLine().Match(asked.Output);
        if (!asked.Succeeded || !answer.Success)
            return null;
        var programs = new ServerPrograms(folder, answer.Groups["version"].Value, int.Parse(answer.Groups["major"].ValueSpan, provider: null));
        return programs.Major >= OldestMajor ? programs : null;
    }

    private static bool IsComplete(string folder) => Needed.All(program => File.Exists(In(folder, program)));

    /// <summary>Follows links in a folder of links, such as /usr/local/bin, to where the programs and their libraries are.</summary>
    private static string Real(string folder)
    {
        var target = File.ResolveLinkTarget(In(folder, "postgres"), returnFinalTarget: true) is { } real ? Path.GetDirectoryName(real.FullName) : null;
        return target is not null && IsComplete(target) ? target : Path.GetFullPath(folder);
    }

    /// <summary>A wrapper may run anything anywhere, a container included: it isn't the server.</summary>
    private static bool IsScript(string program)
    {
        Span<byte> start = stackalloc byte[2];
        try
        {
            using var file = File.OpenRead(program);
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 2 && start.SequenceEqual("#!"u8);
        }
        catch (UnauthorizedAccessException)
        {
            // A program that can be run but not read is a program.
            return false;
        }
    }

    private static string In(string folder, string program) => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (?<version>(?<major>\d+)\.\d+.*?)\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionLine();
}
