using System.Runtime.CompilerServices;

namespace TalentBank.Tests;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static string PathTo(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathTo(file));

    /// <summary>All C# files under a folder, without what the build makes: path from the root, with slashes, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        from file in Directory.EnumerateFiles(PathTo(folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
