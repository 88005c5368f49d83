using TalentBank.EventStore.ReadModels;

namespace TalentBank.Positions;

/// <summary>A position requirement with what is left of it.</summary>
/// <param name="Id">The position.</param>
/// <param name="EnterpriseId">Whose.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Key">Whether it is a key position.</param>
/// <param name="Title">What the enterprise calls it; null for one that began with a leaver's replacement.</param>
/// <param name="Origin">New demand, or part of the survey; null for one that began with a leaver's replacement.</param>
/// <param name="From">From when on it is wanted.</param>
/// <param name="Openings">Persons still wanted, all booked facts counted.</param>
/// <param name="Hired">Persons hired into it so far.</param>
/// <param name="Suspended">Persons of whom nobody says whether they are still wanted.</param>
/// <param name="AnswerBy">By when the enterprise must say whether it still looks for them; null where it is not asked.</param>
public sealed record PositionRequirement(
    string Id, string EnterpriseId, string Category, bool Key, string? Title, Origin? Origin, DateOnly From, int Openings, int Hired, int Suspended, DateOnly? AnswerBy)
{
    public bool IsOpen => Openings > 0;
}

/// <summary>Read model: every position requirement, open or not.</summary>
public static class OpenPositions
{
    public static readonly DocumentModel<PositionRequirement> Model = new(
        "positions",
        2,
        keys: recorded => recorded.Body switch
        {
            PositionDeposited it => [it.PositionId],
            OpeningsChanged it => [it.PositionId],
            PositionClosed it => [it.PositionId],
            OpeningFilled it => [it.PositionId],
            OpeningReopened it => [it.PositionId],
            NeedAsked it => [it.PositionId],
            NeedConfirmed it => [it.PositionId],
            PositionSuspended it => [it.PositionId],
            PositionResumed it => [it.PositionId],
            _ => [],
        },
        fold: (id, position, recorded) => recorded.Body switch
        {
            PositionDeposited it => new PositionRequirement(id, it.EnterpriseId, it.Category, it.Key, it.Title, it.Origin, it.Effective, it.Openings, 0, 0, null),
            OpeningsChanged it => position! with { Openings = position.Openings + it.Change, AnswerBy = it.Change > 0 ? null : position.AnswerBy },
            PositionClosed it => position! with { Openings = position.Openings - it.Openings, AnswerBy = null },
            OpeningFilled => position! with { Openings = position.Openings - 1, Hired = position.Hired + 1 },
            OpeningReopened it => position is null
                ? new PositionRequirement(id, it.EnterpriseId, it.Category, it.Key, null, null, it.Effective, 1, 0, 0, null)
                : position with { Openings = position.Openings + 1, AnswerBy = null },
            NeedAsked it => position! with { AnswerBy = it.AnswerBy },
            NeedConfirmed => position! with { AnswerBy = null },
            PositionSuspended it => position! with { Openings = position.Openings - it.Openings, Suspended = position.Suspended + it.Openings, AnswerBy = null },
            PositionResumed it => position! with { Openings = position.Openings + it.Openings, Suspended = position.Suspended - it.Openings },
            _ => position,
        },
        new("id", ColumnType.Text, position => position.Id),
        new("enterprise", ColumnType.Text, position => position.EnterpriseId),
        new("category", ColumnType.Text, position => position.Category),
        new("key", ColumnType.Flag, position => position.Key),
        new("is_open", ColumnType.Flag, position => position.IsOpen),
        new("openings", ColumnType.Integer, position => (long)position.Openings),
        new("from", ColumnType.Date, position => position.From),
        new("suspended", ColumnType.Integer, position => (long)position.Suspended),
        new("answer_by", ColumnType.Date, position => position.AnswerBy));
}
