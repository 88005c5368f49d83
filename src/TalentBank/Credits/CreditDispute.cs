using TalentBank.Dues;

namespace TalentBank.Credits;

/// <summary>A student's dispute about pending credits; its outcome is a fact that the student can cite by the dispute's id.</summary>
/// <param name="Id">The dispute.</param>
/// <param name="Ground">What it is about.</param>
/// <param name="OpenedOn">Since when.</param>
/// <param name="DueOn">The last day on which it can be decided; calendar days are counted.</param>
/// <param name="Upheld">Whether the student was right; null while open, and where nobody decided in time.</param>
/// <param name="Reason">Why so.</param>
/// <param name="ClosedOn">When it was decided, or lapsed.</param>
public sealed record CreditDispute(string Id, DisputeGround Ground, DateOnly OpenedOn, DateOnly DueOn, bool? Upheld, string? Reason, DateOnly? ClosedOn)
{
    public DisputeStatus Status => (ClosedOn, Upheld) switch
    {
        (null, _) => DisputeStatus.Open,
        (_, true) => DisputeStatus.Upheld,
        (_, false) => DisputeStatus.Rejected,
        _ => DisputeStatus.Lapsed,
    };
}

/// <summary>What a dispute is about.</summary>
public enum DisputeGround
{
    NotAttested,
    NotConfirmed,
    EvidenceIgnored,
    HoursNotSigned,
    Other,
}

/// <summary>How far a dispute has come.</summary>
public enum DisputeStatus
{
    Open,

    /// <summary>The student was right: the credits are earned.</summary>
    Upheld,

    /// <summary>The student was not: the credits stay pending.</summary>
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Lapsed,
}

/// <param name="DisputeId">The dispute.</param>
/// <param name="WithdrawalId">About which withdrawal.</param>
/// <param name="Practice">What that is about.</param>
/// <param name="Ground">What it is about.</param>
/// <param name="DueOn">The last day on which it can be decided.</param>
/// <param name="Effective">When it was opened.</param>
[Stored("credit_dispute_opened")]
public sealed record CreditDisputeOpened(string DisputeId, string WithdrawalId, Practice Practice, DisputeGround Ground, DateOnly DueOn, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => [new Due.Arises($"close-{DisputeId}", DueOn.AddDays(1), new LapseDispute(WithdrawalId, DisputeId))];
}

/// <param name="DisputeId">The dispute.</param>
/// <param name="WithdrawalId">About which withdrawal.</param>
/// <param name="Upheld">Whether the student was right.</param>
/// <param name="Reason">Why so.</param>
/// <param name="LapsesOn">The first day on which the credits lapse if something is still missing.</param>
/// <param name="Effective">When.</param>
[Stored("credit_dispute_decided")]
public sealed record CreditDisputeDecided(string DisputeId, string WithdrawalId, bool Upheld, string Reason, DateOnly LapsesOn, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() =>
        [new Due.Ends($"close-{DisputeId}"), new Due.Arises($"lapse-{WithdrawalId}", LapsesOn, new LapseCredits(WithdrawalId))];
}

/// <summary>Nobody decided by the last day.</summary>
/// <inheritdoc cref="CreditDisputeDecided"/>
[Stored("credit_dispute_lapsed")]
public sealed record CreditDisputeLapsed(string DisputeId, string WithdrawalId, DateOnly LapsesOn, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() =>
        [new Due.Ends($"close-{DisputeId}"), new Due.Arises($"lapse-{WithdrawalId}", LapsesOn, new LapseCredits(WithdrawalId))];
}
