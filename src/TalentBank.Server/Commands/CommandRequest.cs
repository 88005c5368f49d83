using TalentBank.Access;

namespace TalentBank.Server.Commands;

/// <summary>A command on its way to the log.</summary>
/// <param name="Zone">In whose bank.</param>
/// <param name="CommandId">The id that makes it safe to send again.</param>
/// <param name="Fingerprint">A keyed hash of who asked what: the same id with another fingerprint is refused.</param>
/// <param name="Correlation">The request it came with.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Circumstances">When, and by whom.</param>
/// <param name="OnBehalf">Why, and on which paper, where it is sent for somebody else.</param>
/// <param name="Reference">The depositor's own number for what is made.</param>
public sealed record CommandRequest(
    string Zone, Guid CommandId, string Fingerprint, string? Correlation, Command Command, Circumstances Circumstances, OnBehalf? OnBehalf = null, string? Reference = null);

/// <summary>What became of a command.</summary>
public abstract record CommandOutcome
{
    private CommandOutcome() { }

    /// <summary>Recorded, now or before: what it made or changed, and the log position that includes it.</summary>
    public sealed record Accepted(string Result, long Position) : CommandOutcome;

    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : CommandOutcome;
}
