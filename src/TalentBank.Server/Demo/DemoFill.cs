using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.Commands;
using TalentBank.Server.Running;

namespace TalentBank.Server.Demo;

/// <summary>Fills a bank with the demo zone, command by command, through the same path as anybody's.</summary>
public static class DemoFill
{
    private const int StepsPerReport = 20;

    /// <summary>
    /// Fills an empty bank. A fill that was cut off goes on: what it had recorded changes nothing. A bank that is filled, or
    /// whose zone somebody opened themselves, stays as it is.
    /// </summary>
    /// <returns>One sentence that says why the demo zone cannot be opened; null where nothing is in the way.</returns>
    /// <exception cref="InvalidOperationException">A command was refused: the demo zone and the rules contradict each other.</exception>
    public static async Task<string?> IfEmpty(Installation bank, IProgress<string> progress, CancellationToken cancel)
    {
        var today = await bank.Calendar.Today(bank.Zone, cancel);
        if (today < DemoZone.FirstDay)
            return $"The demo zone begins on {DemoZone.FirstDay:O}, and by this machine's clock it is {today:O}.";

        var steps = DemoZone.Steps(today).ToList();
        if (await IsRecorded(bank, steps[^1], cancel) || (await IsOpen(bank, cancel) && !await IsRecorded(bank, steps[0], cancel)))
            return null;

        for (var done = 0; done < steps.Count; done++)
        {
            cancel.ThrowIfCancellationRequested();
            if (done % StepsPerReport == 0)
                progress.Report($"Opening the demo zone: {done} of {steps.Count}");
            await Send(bank, today, steps[done]);
        }

        progress.Report($"Opening the demo zone: {steps.Count} of {steps.Count}");
        return null;
    }

    /// <summary>What the chamber enters for others in the demo zone comes from the field study.</summary>
    public static readonly OnBehalf AtTheWindow = new("实地调研时由企业、高校或学生当面提供（演示）", Digest.Of("TalentBank demo zone"));

    private static async Task Send(Installation bank, DateOnly today, DemoStep step)
    {
        var outcome = await bank.Commands.Run(new CommandRequest(
            bank.Zone, step.CommandId, Fingerprint(step), Correlation: $"demo-zone/{Draw.Seed}", step.Command, new Circumstances(today, step.Actor), AtTheWindow));
        if (outcome is CommandOutcome.Refused refused)
            throw new InvalidOperationException($"The demo zone's {step.Name} is refused: {string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Code} ({refusal.Field})"))}.");
    }

    private static async Task<bool> IsOpen(Installation bank, CancellationToken cancel) =>
        (await bank.Log.ReadStreams(bank.Zone, [Zone.Stream.Name], cancel))[0].Version > 0;

    private static async Task<bool> IsRecorded(Installation bank, DemoStep step, CancellationToken cancel) =>
        await bank.Log.Find(bank.Zone, step.CommandId, Fingerprint(step), cancel) is not null;

    /// <summary>By name, not by content: a fill that goes on another day means the same steps, though some dates follow the day.</summary>
    private static string Fingerprint(DemoStep step) => $"demo/{step.Name}";
}
