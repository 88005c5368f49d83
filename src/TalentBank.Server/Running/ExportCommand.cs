using System.CommandLine;
using System.Text.Json;
using TalentBank.EventStore.Moving;

namespace TalentBank.Server.Running;

/// <summary><c>export</c>: the zone's whole log in one file, from one snapshot, also while the server runs.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "Where the log goes; it must not exist yet." };
    private static readonly Option<string?> Keys = new("--keys") { Description = "Where the wrapped keys to personal data go: keep them apart from the log, for 30 days at most." };

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("export", "Writes the zone's whole log to a file, from which an empty database makes the same log again.") { File, Keys, BankCommandLine.Json };
        command.SetAction((parsed, cancel) =>
        {
            var (path, keys) = (parsed.GetValue(File)!, parsed.GetValue(Keys));
            return (Obstacle(path) ?? (keys is null ? null : Obstacle(keys))) is { } obstacle ? Task.FromResult(obstacle.Tell())
                : path == keys ? Task.FromResult(new Problem("The keys need a file of their own: who has both files and the master key can read everything.", ExitCode.Usage).Tell())
                : BankCommandLine.WithBank(bank => Run(bank, path, keys, parsed.GetValue(BankCommandLine.Json), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> Run(Installation bank, string path, string? keysPath, bool json, CancellationToken cancel)
    {
        try
        {
            var log = await ProgressBar.Show<Exported, Moved>("Exporting", moved => (moved.Facts, moved.Of), progress => bank.Export.Run(bank.Zone, path, progress, cancel));
            if (log.Manifest.LastPosition is null)
            {
                System.IO.File.Delete(path);
                return new Problem($"The zone {bank.Zone} has no facts: there is nothing to export. Bank__Zone names another zone.", ExitCode.BadData).Tell();
            }

            var keys = keysPath is null ? null : await bank.Export.RunKeys(bank.Zone, keysPath, cancel);
            Console.WriteLine(json
                ? JsonSerializer.Serialize(new { log = new { file = path, log.Sha256, log.Manifest }, keys = keys is null ? null : new { file = keysPath, keys.Sha256, keys.Manifest } }, Json.Options)
                : Told(log, path, keys, keysPath));
            return ExitCode.Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Problem(fault.Message, ExitCode.CannotCreate).Tell();
        }
    }

    private static Problem? Obstacle(string path) =>
        System.IO.File.Exists(path) ? new Problem($"{path} exists already: name a file that does not.", ExitCode.CannotCreate)
        : Directory.Exists(path) ? new Problem($"{path} is a folder: name a file in it.", ExitCode.CannotCreate)
        : Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) ? new Problem($"There is no folder {folder}.", ExitCode.CannotCreate)
        : null;

    private static string Told(Exported log, string path, Exported? keys, string? keysPath) =>
        $"""
        {path}: {ImportCommand.Told(log.Manifest)}.
        {(keys is null ? "The keys to personal data are not in it; --keys FILE writes them." : $"{keysPath}: {keys.Manifest.Entries[0].Lines} keys, of use only with the master key.")}
        SHA-256 {log.Sha256}: give it to import (--sha256), and a forged file is told from this one.
        """;
}
