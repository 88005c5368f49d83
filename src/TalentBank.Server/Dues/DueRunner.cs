using System.Globalization;
using TalentBank.Access;
using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Commands;
using TalentBank.Server.Running;

namespace TalentBank.Server.Dues;

/// <summary>
/// Does what is due in a zone (ADR 13). Any number of servers do so beside each other: the id of a due's command follows from
/// the due, so that all of them send the same command, which the log takes once. Costs one indexed query where nothing is due,
/// otherwise one more per page and one command per due.
/// </summary>
public sealed class DueRunner(string zone, ReadModelStore store, Daemon daemon, CommandRunner commands, ZoneCalendar calendar, ILogger<DueRunner> log)
{
    /// <summary>How long to wait for the read model to show what was done before looking what follows from it; else the next run looks.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    /// <summary>How many dues are looked up at once.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Does what is due today or earlier, then what has become due by that, until nothing is left.</summary>
    /// <returns>How many dues were met, by this server or by another at the same time.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var today = await calendar.Today(zone, cancel);
        var met = 0;
        while (await Pass(today, cancel) is { Met: > 0 } pass)
        {
            met += pass.Met;
            if (!await daemon.WaitFor(pass.Through, Bound, cancel))
                break;
        }

        return met;
    }

    /// <summary>All that is due now, the longest overdue first. What fails is passed over, so that it holds up nothing else.</summary>
    private async Task<(int Met, long Through)> Pass(DateOnly today, CancellationToken cancel)
    {
        var (met, through) = (0, 0L);
        Cursor? after = null;
        while (true)
        {
            var page = await Page(today, after, cancel);
            foreach (var due in page.Items.Select(item => item.Document))
            {
                cancel.ThrowIfCancellationRequested();
                if (await Meet(due, today) is { } position)
                    (met, through) = (met + 1, Math.Max(through, position));
            }

            if (!page.HasNext)
                return (met, through);
            after = page.Items[^1].Cursor;
        }
    }

    private async Task<Page<UpcomingDue>> Page(DateOnly today, Cursor? after, CancellationToken cancel)
    {
        await using var snapshot = store.Read(zone);
        return await snapshot.Find(
            UpcomingDues.Model,
            new DocumentQuery([new Condition("on", Comparison.AtMost, [today])], [new Order("on")], First: PageSize, After: after) { BothSides = false },
            cancel);
    }

    /// <summary>The log position that includes what was done; null where it must be tried again.</summary>
    private async Task<long?> Meet(UpcomingDue due, DateOnly today)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"due/{due.Key}/{due.On:yyyy-MM-dd}");
        try
        {
            var outcome = await commands.Run(new CommandRequest(
                zone, NamedUuid.Of($"{zone}/{name}"), name, Correlation: name, new MeetDue(due.Key, due.On, due.Command), new Circumstances(today, Actor.Bank)));
            if (outcome is CommandOutcome.Accepted accepted)
                return accepted.Position;
            log.LogWarning("{Due} waits: {Outcome}", name, outcome);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "{Due} failed", name);
        }

        return null;
    }
}
