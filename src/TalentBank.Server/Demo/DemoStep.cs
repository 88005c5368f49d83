using TalentBank.Access;

namespace TalentBank.Server.Demo;

/// <summary>One command of the demo zone.</summary>
/// <param name="Name">What it is called, the same in every fill: <c>staff/enterprise-17</c>.</param>
/// <param name="Actor">Who sends it.</param>
/// <param name="Command">What is asked; the ids in it follow from names, too.</param>
public sealed record DemoStep(string Name, Actor Actor, Command Command)
{
    /// <summary>Follows from the name, so that a fill that was cut off can be run again from the start.</summary>
    public Guid CommandId { get; } = Draw.Uuid($"command/{Name}");
}
