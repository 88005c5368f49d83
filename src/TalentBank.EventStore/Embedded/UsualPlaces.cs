using System.Globalization;

namespace TalentBank.EventStore.Embedded;

/// <summary>Where PostgreSQL's programs usually are.</summary>
internal static class UsualPlaces
{
    /// <summary>The folders of PATH in their order, then those of the packagers, the newest version first.</summary>
    public static IReadOnlyList<string> Folders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. Packaged().OrderByDescending(place => place.Version).Select(place => place.Folder),
    ];

    private static IEnumerable<(string Folder, int Version)> Packaged() => OperatingSystem.IsWindows()
        ? Versions(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin")
        : OperatingSystem.IsMacOS()
        ?
        [
            .. Versions("/opt/homebrew/opt", "postgresql@*", "bin"), // Homebrew on Apple silicon
            .. Versions("/usr/local/opt", "postgresql@*", "bin"), // Homebrew on Intel
            .. Versions("/Library/PostgreSQL", "*", "bin"), // EDB's installer
            .. Versions("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            ("/usr/local/pgsql/bin", 0),
        ]
        :
        [
            .. Versions("/usr/lib/postgresql", "*", "bin"), // Debian, Ubuntu
            .. Versions("/usr", "pgsql-*", "bin"), // PGDG's packages for Red Hat and SUSE
            .. Versions("/usr/lib", "postgresql??", "bin"), // SUSE
            .. Versions("/usr/libexec", "postgresql??", ""), // Alpine
            ("/usr/local/bin", 0),
            ("/usr/local/pgsql/bin", 0), // built from source
        ];

    private static IEnumerable<(string Folder, int Version)> Versions(string parent, string pattern, string bin) => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent, pattern).Select(folder => (Path.Combine(folder, bin), Number(Path.GetFileName(folder))))
        : [];

    private static int Number(string name) => int.TryParse(string.Concat(name.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
