using TalentBank.Server.Demo;
using TalentBank.Targets;
using TalentBank.Tests;

namespace TalentBank.Server.Tests.Demo;

/// <summary>The demo zone in a bank in memory, which remembers command ids as the log does.</summary>
internal sealed class FilledZone
{
    private readonly HashSet<Guid> _commands = [];

    public InMemoryBank Bank { get; } = new();

    /// <summary>A fill from start to end.</summary>
    public static FilledZone On(DateOnly today)
    {
        var zone = new FilledZone();
        zone.Fill(DemoZone.Steps(today), today);
        return zone;
    }

    /// <summary>Sends every step that has not been accepted before; all must be.</summary>
    public void Fill(IEnumerable<DemoStep> steps, DateOnly today)
    {
        foreach (var step in steps.Where(step => _commands.Add(step.CommandId)))
        {
            if (Bank.Send(step.Command, today, step.Actor) is Decision.Refused refused)
                throw new ShouldAssertException($"{step.Name} is refused: {string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Code} ({refusal.Field})"))}.");
        }
    }

    public TalentGap GapOn(DateOnly day) => Bank.ReadModels.Answer(TalentGap.Ask(new(day, null), day));

    public Turnover TurnoverOn(DateOnly day) => Bank.ReadModels.Answer(Turnover.Ask(new(day, null), day));
}
