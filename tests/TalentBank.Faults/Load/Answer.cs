namespace TalentBank.Faults.Load;

/// <summary>How one try to send a command ended.</summary>
internal abstract record Answer
{
    private Answer() { }

    /// <summary>Acknowledged: recorded, now or before.</summary>
    public sealed record Accepted(long Position, string? Result) : Answer;

    public sealed record Refused(string Codes) : Answer;

    /// <summary>No answer, or one that does not say what became of it: either may be true.</summary>
    public sealed record Unknown(string Why) : Answer;
}
