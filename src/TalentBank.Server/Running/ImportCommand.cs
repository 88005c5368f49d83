using System.CommandLine;
using System.Text.Json;
using TalentBank.EventStore.Moving;

namespace TalentBank.Server.Running;

/// <summary><c>import</c>: makes an exported log again in an empty database, whole or not at all.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "The log, as export wrote it." };
    private static readonly Option<string?> Keys = new("--keys") { Description = "The keys to personal data, as export --keys wrote them." };
    private static readonly Option<string?> Sha256 = new("--sha256") { Description = "What export said the log's SHA-256 is; any other file is refused." };

    /// <summary>Long enough for the largest batch.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("import", "Makes an exported log again in an empty database: same positions, ids and times, hence the same figures.") { File, Keys, Sha256, BankCommandLine.Json };
        command.SetAction((parsed, cancel) => new[] { parsed.GetValue(File), parsed.GetValue(Keys) }.FirstOrDefault(file => file is not null && !System.IO.File.Exists(file)) is { } missing
            ? Task.FromResult(new Problem($"There is no file {missing}.", ExitCode.NoInput).Tell())
            : BankCommandLine.WithBank(bank => Run(bank, parsed, cancel), cancel));
        return command;
    }

    /// <summary>What a log holds, in a few words.</summary>
    public static string Told(Manifest log) =>
        $"{log.Zone}, {log.LinesOf("facts.jsonl")} facts in {log.LinesOf("streams.jsonl")} streams at positions {log.FirstPosition} to {log.LastPosition}, {log.LinesOf("commands.jsonl")} commands";

    private static async Task<int> Run(Installation bank, ParseResult parsed, CancellationToken cancel)
    {
        var (path, keys) = (parsed.GetValue(File)!, parsed.GetValue(Keys));
        try
        {
            var outcome = await ProgressBar.Show<ImportOutcome, Moved>("Importing", moved => (moved.Facts, moved.Of), progress => bank.Import.Run(bank.Zone, path, keys, parsed.GetValue(Sha256), progress, cancel));
            if (outcome is not ImportOutcome.Imported imported)
                return Obstacle(outcome, bank.Zone).Tell();
            await Follow(bank, imported.Manifest.LastPosition ?? 0, cancel);
            Console.WriteLine(parsed.GetValue(BankCommandLine.Json)
                ? JsonSerializer.Serialize(new { imported.Manifest, imported.Sha256, keys = keys is not null }, Json.Options)
                : $"""
                  Imported: {Told(imported.Manifest)}.
                  {(keys is null ? "Without --keys, names, phone numbers and e-mail addresses cannot be read here: they show as erased." : "Its keys to personal data are in the vault.")}
                  """);
            return ExitCode.Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Problem(fault.Message, ExitCode.NoInput).Tell();
        }
    }

    /// <summary>Brings the read models up to the log, unless they stand still: then a server says why.</summary>
    private static async Task Follow(Installation bank, long position, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var daemon = bank.Daemon.Run(stop.Token);
        await ProgressBar.Show<bool, long>("Building the read models", at => (at, position), async progress =>
        {
            for (var before = -1L; bank.Daemon.Position > before && !await bank.Daemon.WaitFor(position, Patience, cancel);)
            {
                before = bank.Daemon.Position;
                progress.Report(before);
            }

            return true;
        });
        await stop.CancelAsync();
        await daemon;
    }

    private static Problem Obstacle(ImportOutcome outcome, string zone) => outcome switch
    {
        ImportOutcome.Damaged it => new($"{it.File} is damaged at {it.Place}: {it.Problem}. Nothing was imported.", ExitCode.BadData),
        ImportOutcome.NotEmpty => new("The database is not empty, and a log can only be made again in one that is: name one with ConnectionStrings__TalentBank, or a new folder with Bank__Folder.", ExitCode.CannotCreate),
        ImportOutcome.AnotherZone it => new($"The file is of the zone {it.Zone}, and this bank is of the zone {zone}: set Bank__Zone."),
        ImportOutcome.AnotherMasterKey => new("The keys were wrapped under another master key than Bank__MasterKey, or the one in the folder. Nothing was imported."),
        _ => throw new InvalidOperationException($"An import does not end as {outcome.GetType().Name} here."),
    };
}
