using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>A lot of earned credits with what is left of it.</summary>
/// <param name="Id">The lot: the id of the withdrawal that earned it.</param>
/// <param name="TalentId">Whose (a pseudonym).</param>
/// <param name="UniversityId">The university that the credits stand with.</param>
/// <param name="OfferId">By which offer they were earned.</param>
/// <param name="Credits">How many were earned.</param>
/// <param name="Left">What is left of them, all booked facts counted.</param>
/// <param name="EarnedOn">When.</param>
/// <param name="LastDay">The last day on which they are good; null: for ever.</param>
public sealed record StandingLot(string Id, string TalentId, string UniversityId, string OfferId, decimal Credits, decimal Left, DateOnly EarnedOn, DateOnly? LastDay)
{
    public bool IsUsedUp => Left == 0;
}

/// <summary>Read model: every lot of earned credits.</summary>
public static class StandingLots
{
    public static readonly DocumentModel<StandingLot> Model = new(
        "credit_lots",
        1,
        keys: recorded => recorded.Body switch
        {
            CreditsEarned it => [it.WithdrawalId],
            LotOpened it => [it.LotId],
            CreditsRedeemed it => [.. it.Parts.Select(part => part.LotId)],
            CreditsExpired it => [it.Part.LotId],
            CreditsTransferred it => [.. it.Parts.Select(part => part.LotId)],
            TransferReversed it => [.. it.Parts.Select(part => part.LotId)],
            _ => [],
        },
        fold: (id, lot, recorded) => recorded.Body switch
        {
            CreditsEarned { Practice: var it } fact => new StandingLot(id, it.TalentId, it.UniversityId, it.OfferId, it.Credits, it.Credits, fact.Effective, LastDay: null),
            LotOpened it => lot! with { LastDay = it.LastDay },
            CreditsRedeemed it => lot! with { Left = lot.Left - it.Parts.Single(part => part.LotId == id).Credits },
            CreditsExpired it => lot! with { Left = lot.Left - it.Part.Credits },
            CreditsTransferred it => lot! with { UniversityId = it.ToUniversityId },
            TransferReversed it => lot! with { UniversityId = it.ToUniversityId },
            _ => lot,
        },
        new("id", ColumnType.Text, lot => lot.Id),
        new("talent", ColumnType.Text, lot => lot.TalentId),
        new("university", ColumnType.Text, lot => lot.UniversityId),
        new("is_used_up", ColumnType.Flag, lot => lot.IsUsedUp),
        new("last_day", ColumnType.Date, lot => lot.LastDay),
        new("earned_on", ColumnType.Date, lot => lot.EarnedOn));
}
