using TalentBank.EventStore.Log;
using TalentBank.Parties;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Demo;

/// <summary>
/// Fills a zone's empty log with the demo zone, command by command, as anybody's commands go. Run again, it goes on where it
/// was cut off; once it is complete, or in a zone that somebody opened themselves, it changes nothing.
/// </summary>
public sealed class DemoFill(CommandRunner commands, IEventLog log)
{
    private const int StepsPerReport = 20;

    /// <param name="zone">Whose log.</param>
    /// <param name="today">The calendar day in the zone.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops between two commands.</param>
    /// <returns>One sentence that says why the demo zone cannot be opened; null where it is open, or another is.</returns>
    /// <exception cref="InvalidOperationException">A command was refused: the demo zone and the rules contradict each other.</exception>
    public async Task<string?> Run(string zone, DateOnly today, IProgress<string> progress, CancellationToken cancel)
    {
        if (today < DemoZone.FirstDay)
            return $"The demo zone begins on {DemoZone.FirstDay:yyyy-MM-dd}, and by this machine's clock it is {today:yyyy-MM-dd}.";

        var steps = DemoZone.Steps(today).ToList();
        if (await IsRecorded(zone, steps[^1], cancel) || (await IsOpen(zone, cancel) && !await IsRecorded(zone, steps[0], cancel)))
            return null;

        for (var done = 0; done < steps.Count; done++)
        {
            cancel.ThrowIfCancellationRequested();
            if (done % StepsPerReport == 0)
                progress.Report($"Opening the demo zone: {done} of {steps.Count}");
            await Send(zone, today, steps[done]);
        }

        progress.Report($"Opening the demo zone: {steps.Count} of {steps.Count}");
        return null;
    }

    private async Task Send(string zone, DateOnly today, DemoStep step)
    {
        var outcome = await commands.Run(new CommandRequest(
            zone, step.CommandId, Fingerprint(step), Correlation: $"demo-zone/{Draw.Seed}", step.Command, new Circumstances(today, step.Actor)));
        if (outcome is CommandOutcome.Refused refused)
            throw new InvalidOperationException($"The demo zone's {step.Name} is refused: {string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Code} ({refusal.Field})"))}.");
    }

    private async Task<bool> IsOpen(string zone, CancellationToken cancel) =>
        (await log.ReadStreams(zone, [Zone.Stream.Name], cancel))[0].Version > 0;

    private async Task<bool> IsRecorded(string zone, DemoStep step, CancellationToken cancel) =>
        await log.Find(zone, step.CommandId, Fingerprint(step), cancel) is not null;

    /// <summary>By name, not by content: a fill that goes on next day means the same steps, though some dates follow the day.</summary>
    private static string Fingerprint(DemoStep step) => $"demo/{step.Name}";
}
