using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Positions;

/// <summary>A position requirement (岗位需求) that an enterprise deposited: how many openings of one category it asks for.</summary>
/// <param name="EnterpriseId">Whose; null where the stream does not exist.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Key">Whether it is a key position.</param>
/// <param name="From">From when on it is wanted.</param>
/// <param name="Openings">Persons wanted, by effective date.</param>
/// <param name="Suspended">Persons of whom nobody says whether they are still wanted.</param>
/// <param name="AnswerBy">By when the enterprise must say whether they are; null where it is not asked.</param>
public sealed record Position(
    string? EnterpriseId, string Category, bool Key, DateOnly From, DatedBalance Openings, DatedBalance Suspended, DateOnly? AnswerBy) : IState<Position>
{
    public static Position Unknown { get; } = new(null, "", false, default, DatedBalance.Zero, DatedBalance.Zero, null);

    public static IReadOnlyList<string> Nouns { get; } = ["position"];

    public static StreamOf<Position> Stream(string positionId) => new(positionId);

    public bool Exists => EnterpriseId is not null;

    public Position Evolve(Fact fact) => fact switch
    {
        PositionDeposited it => Unknown with
        {
            EnterpriseId = it.EnterpriseId, Category = it.Category, Key = it.Key, From = it.Effective, Openings = DatedBalance.Zero.Add(it.Effective, it.Openings),
        },
        OpeningsChanged it => this with { Openings = Openings.Add(it.Effective, it.Change), AnswerBy = it.Change > 0 ? null : AnswerBy },
        PositionClosed it => this with { Openings = Openings.Add(it.Effective, -it.Openings), AnswerBy = null },
        NeedAsked it => this with { AnswerBy = it.AnswerBy },
        NeedConfirmed => this with { AnswerBy = null },
        PositionSuspended it => this with { Openings = Openings.Add(it.Effective, -it.Openings), Suspended = Suspended.Add(it.Effective, it.Openings), AnswerBy = null },
        PositionResumed it => this with { Openings = Openings.Add(it.Effective, it.Openings), Suspended = Suspended.Add(it.Effective, -it.Openings) },
        OpeningFilled it => this with { Openings = Openings.Add(it.Effective, -1) },
        OpeningReopened { EnterpriseId: var enterprise } it => (Exists ? this : Unknown with { EnterpriseId = enterprise, Category = it.Category, Key = it.Key, From = it.Effective }) with
        {
            Openings = Openings.Add(it.Effective, 1), AnswerBy = null,
        },
        _ => this,
    };

    /// <summary>Why an effective date cannot be; null where it can.</summary>
    public Refused? Impossible(DateOnly effective, DateOnly today, string field) =>
        !Dates.Plausible(effective, today) ? Refuse("date-out-of-range", field, ("date", effective))
        : effective < From ? Refuse("before-its-position", field, ("date", effective), ("from", From))
        : null;
}

/// <summary>Where a position's demand comes from.</summary>
public enum Origin
{
    /// <summary>Demand that no survey has counted: it widens the gap.</summary>
    NewDemand,

    /// <summary>Part of what the demand survey counted: the gap stays.</summary>
    Survey,
}

/// <param name="PositionId">The position.</param>
/// <param name="EnterpriseId">Whose.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Key">Whether it is a key position.</param>
/// <param name="Title">What the enterprise calls it.</param>
/// <param name="Openings">How many persons are wanted.</param>
/// <param name="Origin">New demand, or part of the survey.</param>
/// <param name="Effective">From when on.</param>
[Stored("position_deposited")]
public sealed record PositionDeposited(
    string PositionId, string EnterpriseId, string Category, bool Key, string Title, int Openings, Origin Origin, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers()
    {
        var here = new Dimensions { Category = Category, Key = Key, Enterprise = EnterpriseId, Position = PositionId };
        return Origin is Origin.Survey
            ? [new Transfer(Units.Openings, new Dimensions { Category = Category }.In(Accounts.Surveyed), here.In(Accounts.Open), Openings, Reasons.Reclassified, Effective)]
            : [here.Move(Units.Openings, Accounts.Outside, Accounts.Open, Openings, Reasons.NewDemand, Effective)];
    }

    public override IEnumerable<Due> Dues() => StillNeeded.SaidOn(Effective, PositionId);
}

/// <summary>The enterprise raised (+) or cut (−) the number of openings.</summary>
[Stored("openings_changed")]
public sealed record OpeningsChanged(string PositionId, string EnterpriseId, string Category, bool Key, int Change, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers()
    {
        var here = new Dimensions { Category = Category, Key = Key, Enterprise = EnterpriseId, Position = PositionId };
        return Change > 0
            ? [here.Move(Units.Openings, Accounts.Outside, Accounts.Open, Change, Reasons.NewDemand, Effective)]
            : [here.Move(Units.Openings, Accounts.Open, Accounts.Outside, -Change, Reasons.Cancelled, Effective)];
    }

    public override IEnumerable<Due> Dues() => Change > 0 ? StillNeeded.SaidOn(Effective, PositionId) : [];
}

/// <summary>The enterprise withdrew what was still open.</summary>
[Stored("position_closed")]
public sealed record PositionClosed(string PositionId, string EnterpriseId, string Category, bool Key, int Openings, string? Reason, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => Openings == 0 ? [] :
    [
        new Dimensions { Category = Category, Key = Key, Enterprise = EnterpriseId, Position = PositionId }
            .Move(Units.Openings, Accounts.Open, Accounts.Outside, Openings, Reasons.Cancelled, Effective),
    ];

    public override IEnumerable<Due> Dues() => StillNeeded.NoMore(PositionId);
}

/// <summary>A hire took one opening; what the ledger posts stands in the hire itself.</summary>
[Stored("opening_filled")]
public sealed record OpeningFilled(string PositionId, string EmploymentId, DateOnly Effective) : Fact;

/// <summary>A leaver is to be replaced: one opening again, in the position they held or a new one; the departure posts it.</summary>
[Stored("opening_reopened")]
public sealed record OpeningReopened(string PositionId, string EnterpriseId, string Category, bool Key, string EmploymentId, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => StillNeeded.SaidOn(Effective, PositionId);
}
