using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Positions;

/// <summary>
/// The monthly question whether a position is still needed (row 60). It counts from the last time that somebody asked for
/// persons or said yes; who does not answer in time has the position suspended, not cancelled.
/// </summary>
public static class StillNeeded
{
    /// <summary>How long an enterprise has to answer, counted from the day on which the bank really asks.</summary>
    public const int DaysToAnswer = 14;

    /// <summary>Somebody has just said that persons are wanted: the question comes again in a month.</summary>
    internal static IEnumerable<Due> SaidOn(DateOnly day, string positionId) =>
        [new Due.Arises(Ask(positionId), day.AddMonths(1), new AskIfNeeded(positionId)), new Due.Ends(Suspend(positionId))];

    internal static IEnumerable<Due> AskedUntil(DateOnly answerBy, string positionId) =>
        [new Due.Ends(Ask(positionId)), new Due.Arises(Suspend(positionId), answerBy, new SuspendPosition(positionId, answerBy))];

    internal static IEnumerable<Due> NoMore(string positionId) => [new Due.Ends(Ask(positionId)), new Due.Ends(Suspend(positionId))];

    private static string Ask(string positionId) => $"ask-{positionId}";

    private static string Suspend(string positionId) => $"suspend-{positionId}";
}

/// <summary>The bank asked the enterprise whether it still looks for anybody.</summary>
/// <param name="PositionId">The position.</param>
/// <param name="EnterpriseId">Whose.</param>
/// <param name="AnswerBy">The day on which the position is suspended if nobody has answered.</param>
/// <param name="Effective">The day on which it asked.</param>
[Stored("need_asked")]
public sealed record NeedAsked(string PositionId, string EnterpriseId, DateOnly AnswerBy, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => StillNeeded.AskedUntil(AnswerBy, PositionId);
}

/// <summary>The enterprise still looks for everybody it asked for.</summary>
[Stored("need_confirmed")]
public sealed record NeedConfirmed(string PositionId, string EnterpriseId, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => StillNeeded.SaidOn(Effective, PositionId);
}

/// <summary>Nobody answered: what was open is suspended, neither cancelled nor part of the gap.</summary>
[Stored("position_suspended")]
public sealed record PositionSuspended(string PositionId, string EnterpriseId, string Category, bool Key, int Openings, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
    [
        new Dimensions { Category = Category, Key = Key, Enterprise = EnterpriseId, Position = PositionId }
            .Move(Units.Openings, Accounts.Open, Accounts.Suspended, Openings, Reasons.Suspended, Effective),
    ];

    public override IEnumerable<Due> Dues() => StillNeeded.NoMore(PositionId);
}

/// <summary>The enterprise answered after all: what was suspended is open again.</summary>
[Stored("position_resumed")]
public sealed record PositionResumed(string PositionId, string EnterpriseId, string Category, bool Key, int Openings, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
    [
        new Dimensions { Category = Category, Key = Key, Enterprise = EnterpriseId, Position = PositionId }
            .Move(Units.Openings, Accounts.Suspended, Accounts.Open, Openings, Reasons.Resumed, Effective),
    ];

    public override IEnumerable<Due> Dues() => StillNeeded.SaidOn(Effective, PositionId);
}
