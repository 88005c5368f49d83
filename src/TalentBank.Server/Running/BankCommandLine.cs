using System.CommandLine;
using System.Data.Common;
using Spectre.Console;

namespace TalentBank.Server.Running;

/// <summary>What the program does when started: serve, or one of the commands of its operators.</summary>
public static class BankCommandLine
{
    /// <summary>Time for a command that is stopped to leave nothing half done, and to stop the PostgreSQL that it started.</summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(30);

    /// <summary>The result goes to the standard output; everything else, progress and complaints, to the error stream.</summary>
    internal static Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON." };

    /// <summary>What is going on, for a person at a terminal; on the error stream, so that results stay clean.</summary>
    public static IProgress<string> Progress { get; } = new Told();

    public static IAnsiConsole Errors { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("人才银行 Talent bank. Without a command: serves the bank.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((_, cancel) => ServeCommand.Run(args, cancel));
        root.Subcommands.Add(StatusCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(RebuildCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(OpenZoneCommand.Create());

        var parsed = root.Parse(args);
        var serves = parsed.CommandResult.Command == root;
        // The host has options of its own, but no words: whoever misspells a command does not want to serve.
        if (serves && args is [var word, ..] && !word.StartsWith('-'))
            return new Problem($"There is no command {word}: the commands are {string.Join(", ", root.Subcommands.Select(command => command.Name))}.", ExitCode.Usage).Tell();
        if (!serves && parsed.UnmatchedTokens is [var unknown, ..])
            return new Problem($"{parsed.CommandResult.Command.Name} knows no {unknown}: --help says what it knows.", ExitCode.Usage).Tell();
        var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = serves ? null : StopBound });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    /// <summary>Opens the bank of the settings for one piece of work, and says in one sentence why that can't be.</summary>
    internal static async Task<int> WithBank(Func<Installation, Task<int>> work, CancellationToken cancel)
    {
        var (bank, problem) = await Installation.Open(Settings(), Progress, TimeProvider.System, cancel);
        if (bank is null)
            return problem!.Tell();
        await using (bank)
        {
            try
            {
                return await work(bank);
            }
            catch (DbException fault) when (Installation.IsAway(fault))
            {
                return new Problem($"The database went away: {fault.Message}", ExitCode.Unavailable).Tell();
            }
        }
    }

    /// <summary>The settings as the server reads them: files, environment, no command line.</summary>
    public static BankSettings Settings() => BankSettings.Of(new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build());

    /// <summary>Says in one sentence why it does not go on.</summary>
    public static int Fail(string sentence) => new Problem(sentence).Tell();

    private sealed class Told : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
