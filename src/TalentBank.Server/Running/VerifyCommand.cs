using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Running;

/// <summary><c>verify</c>: proves the log's order, the ledger's balances and every read model, on the live data.</summary>
internal static class VerifyCommand
{
    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("verify", "Checks the log, the ledger and every read model against a rebuild.") { BankCommandLine.Json };
        command.SetAction((parsed, cancel) => BankCommandLine.WithBank(bank => Run(bank, parsed.GetValue(BankCommandLine.Json), cancel), cancel));
        return command;
    }

    private static async Task<int> Run(Installation bank, bool json, CancellationToken cancel)
    {
        var verification = new Verification(bank.Log, bank.Store, PersonalSeal.Read);
        var report = await ProgressBar.Show<VerificationReport, VerificationProgress>("Verifying", value => (value.Position, value.Through), progress => verification.Run(progress, cancel));
        Console.WriteLine(json ? JsonSerializer.Serialize(report, Json.Options) : Told(report));
        return report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }

    private static string Told(VerificationReport report) => string.Join(Environment.NewLine,
    [
        $"{report.Facts} facts in {report.Streams} streams, {report.Documents} documents, {report.Entries} ledger entries in {report.Accounts} accounts, at position {report.Position}.",
        .. report.Findings.Select(finding => $"{finding.Check}: {finding.Subject} ({finding.Count}): {string.Join("; ", finding.Examples)}"),
        report.Findings.Count == 0 ? "Nothing wrong was found." : $"{report.Findings.Count} findings.",
    ]);
}
