using System.Security.Cryptography;
using System.Text;

namespace TalentBank.EventStore.Embedded;

/// <summary>
/// Where data and programs lie. Only the user nobody needs another place than the one asked for: it can't enter, say, /root.
/// </summary>
internal static class Placement
{
    private const string WithinReach = "/var/lib/talentbank";

    /// <summary>
    /// The folder for the data, made if need be. One put within nobody's reach is a link from the folder asked for, so that
    /// later starts find the same data, as whomever they run PostgreSQL.
    /// </summary>
    public static async Task<(string? Folder, StartOutcome.Refused? Refusal)> ForData(string asked, RunAs runAs, IProgress<string>? progress, CancellationToken cancel)
    {
        var link = new DirectoryInfo(asked);
        var folder = link.LinkTarget is null ? asked : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (!runAs.Reaches(folder))
        {
            if (Directory.Exists(folder))
                return (null, new("postgres-folder-refused", $"PostgreSQL refuses to run as root, user namespaces are not to be had here, and the user nobody, its last resort, can't enter {folder}. Move that folder to where others can enter, and leave a link."));
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..8];
            folder = Path.Combine(WithinReach, $"{Path.GetFileName(folder)}-{hash}");
            Directory.CreateDirectory(Path.GetDirectoryName(asked)!);
            Directory.CreateSymbolicLink(asked, folder);
            progress?.Report($"PostgreSQL refuses root and user namespaces are off: it runs as {runAs.Name}, with its data in {folder} ({asked} is a link there)");
        }
        Directory.CreateDirectory(folder);
        await runAs.Own(folder, cancel);
        return (folder, null);
    }

    /// <summary>Where programs fetched for throw-away servers are shared.</summary>
    public static string ForPrograms(RunAs runAs)
    {
        var applicationData = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var folder = Path.Combine(applicationData.Length > 0 ? applicationData : Path.GetTempPath(), "TalentBank", "programs");
        return runAs.Reaches(folder) ? folder : Path.Combine(WithinReach, "programs");
    }
}
