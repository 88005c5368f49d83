using System.CommandLine;
using Spectre.Console;

namespace TalentBank.Server.Running;

/// <summary>What the program does when started: serve, or one of the commands of its operators.</summary>
public static class BankCommandLine
{
    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand("人才银行 Talent bank. Without a command: serves the bank.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((_, cancel) => ServeCommand.Run(args, cancel));

        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var verify = new System.CommandLine.Command("verify", "Checks the log, the ledger and every read model against a rebuild.") { json };
        verify.SetAction((parsed, cancel) => VerifyCommand.Run(parsed.GetValue(json), cancel));
        root.Subcommands.Add(verify);
        root.Subcommands.Add(OpenZoneCommand.Create());
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>The settings as the server reads them: files, environment, no command line.</summary>
    public static BankSettings Settings() => BankSettings.Of(new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build());

    /// <summary>What is going on, for a person at a terminal; on the error stream, so that results stay clean.</summary>
    public static IProgress<string> Progress { get; } = new Told();

    public static IAnsiConsole Errors { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Says in one sentence why it does not go on.</summary>
    public static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return ExitCode.Configuration;
    }

    private sealed class Told : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
