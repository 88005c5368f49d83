using System.Globalization;
using System.Text.Json;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Running;

/// <summary><c>status</c>: how the log and its read models stand, also while the server runs.</summary>
internal static class StatusCommand
{
    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("status", "Says how the log and its read models stand.") { BankCommandLine.Json };
        command.SetAction((parsed, cancel) => BankCommandLine.WithBank(async bank =>
        {
            var status = await Status.Of(bank.Store, cancel);
            Console.WriteLine(parsed.GetValue(BankCommandLine.Json) ? JsonSerializer.Serialize(status, Json.Options) : Told(status));
            return ExitCode.Ok;
        }, cancel));
        return command;
    }

    private static string Told(Status status) => string.Join(Environment.NewLine,
    [
        string.Create(CultureInfo.InvariantCulture, $"{status.Facts} facts in {status.Streams} streams ({status.Archived} archived), the last at position {status.End}; {status.Bytes / 1024.0 / 1024.0:0.0} MiB."),
        "",
        .. Table(
        [
            ["read model", "version", "position", "behind", "set aside", "fed by"],
            .. status.Models.Select(model => new[] { model.Name, $"{model.Version}", $"{model.Position}", $"{model.Behind}", $"{model.SetAside}", model.Owner is { } owner ? $"{owner:N}"[..8] : "nobody" }),
        ]),
        .. status.Models.Where(model => model.Rebuilding is not null).Select(Rebuilding),
        .. status.Holders.Select(holder => $"Readers wait at position {holder.Position} for the transaction of process {holder.ProcessId} ({holder.Application}, {holder.State}, since {holder.Since:u}): select pg_terminate_backend({holder.ProcessId}) ends it."),
    ]);

    private static string Rebuilding(ModelStatus model)
    {
        var it = model.Rebuilding!;
        var left = it.SecondsLeft is { } seconds ? $", {TimeSpan.FromSeconds(seconds):h\\:mm\\:ss} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{model.Name} is being rebuilt: position {it.Position:N0} of {it.Goal:N0}, {it.PerSecond:N0}/s{left}.");
    }

    private static IEnumerable<string> Table(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column is 0 or 5 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}
