namespace TalentBank.EventStore.Log;

/// <summary>
/// The database could not be reached for long enough to learn whether a command was recorded. Sending it again under the
/// same command id is safe, and answers.
/// </summary>
public sealed class OutcomeUnknownException(Guid commandId, Exception? cause)
    : Exception($"Whether the command {commandId} was recorded is not known: the database does not answer. Send it again under the same id.", cause)
{
    public Guid CommandId { get; } = commandId;
}
