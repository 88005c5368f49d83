using System.Text.Json;
using Spectre.Console;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Running;

/// <summary><c>verify</c>: proves the log's order, the ledger's balances and every read model, on the live data.</summary>
public static class VerifyCommand
{
    public static async Task<int> Run(bool json, CancellationToken cancel)
    {
        var (bank, problem) = await Installation.Open(BankCommandLine.Settings(), BankCommandLine.Progress, TimeProvider.System, cancel);
        if (bank is null)
            return BankCommandLine.Fail(problem!);
        await using (bank)
        {
            var verification = new Verification(bank.Log, bank.Store, PersonalSeal.Read);
            var report = await BankCommandLine.Errors.Progress().StartAsync(async context =>
            {
                var task = context.AddTask("Verifying", maxValue: 1);
                return await verification.Run(new Shown(task), cancel);
            });
            Console.WriteLine(json ? JsonSerializer.Serialize(report, Json.Options) : Tell(report));
            return report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
        }
    }

    private static string Tell(VerificationReport report) => string.Join(Environment.NewLine,
    [
        $"{report.Facts} facts in {report.Streams} streams, {report.Documents} documents, {report.Entries} ledger entries in {report.Accounts} accounts, at position {report.Position}.",
        .. report.Findings.Select(finding => $"{finding.Check}: {finding.Subject} ({finding.Count}): {string.Join("; ", finding.Examples)}"),
        report.Findings.Count == 0 ? "Nothing wrong was found." : $"{report.Findings.Count} findings.",
    ]);

    private sealed class Shown(ProgressTask task) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value)
        {
            task.MaxValue = Math.Max(1, value.Through);
            task.Value = value.Position;
        }
    }
}
