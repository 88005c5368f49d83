namespace TalentBank.EventStore.Log;

/// <summary>What became of an <see cref="AppendRequest"/>. Expected outcomes are values; only a broken database throws.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>Recorded. <c>Position</c> is that of the last event, or of the log's end where there was none.</summary>
    public sealed record Appended(long Position, DateTimeOffset RecordedAt) : AppendOutcome;

    /// <summary>The command id was accepted before with the same content: its first outcome, nothing appended now.</summary>
    public sealed record Repeated(long Position, string Result) : AppendOutcome;

    /// <summary>A stream has moved on since the decision: load it again and decide again.</summary>
    public sealed record Conflict(string Stream, long Expected, long Actual) : AppendOutcome;

    /// <summary>The command id was accepted before with other content.</summary>
    public sealed record CommandIdTaken : AppendOutcome;

    /// <summary>A stream to append to is archived, and takes nothing more.</summary>
    public sealed record Archived(string Stream) : AppendOutcome;

    /// <summary>More is waiting than the log takes in: nothing was sent, nothing is lost; try again later.</summary>
    public sealed record Busy : AppendOutcome;
}
