using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TalentBank.Server.Tests.ThirdParty;

/// <summary>Runs the scripts of <c>tests/TalentBank.ThirdParty</c>; where there is no node or npm, the test says so and is skipped.</summary>
internal static class Node
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "..", "..", "TalentBank.ThirdParty"));
    private static readonly Lazy<Task> Packages = new(Install);

    /// <summary>What the script printed; an exit code other than 0 fails the test with what it said.</summary>
    public static async Task<string> Run(string script, params string[] arguments)
    {
        Assert.SkipUnless(IsThere("node") && IsThere("npm"), "There is no node or npm on this machine.");
        await Packages.Value;
        return await Output("node", [script, .. arguments]);
    }

    /// <summary>Once, and anew where the list of packages has changed since.</summary>
    private static async Task Install()
    {
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            await Output("npm", ["ci", "--no-audit", "--no-fund"]);
    }

    private static async Task<string> Output(string program, IReadOnlyList<string> arguments)
    {
        // On Windows npm is a script, which only a shell starts.
        var start = OperatingSystem.IsWindows() && program == "npm"
            ? new ProcessStartInfo("cmd", ["/c", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = Folder;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        try
        {
            var cancel = TestContext.Current.CancellationToken;
            var said = process.StandardError.ReadToEndAsync(cancel);
            var printed = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{await said}");
            return printed;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")) || File.Exists(Path.Combine(folder, $"{program}.cmd")));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
