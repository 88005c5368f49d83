using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>Credits that a student redeemed for a course, and the lots they came from.</summary>
/// <param name="Id">The redemption.</param>
/// <param name="TalentId">Whose (a pseudonym).</param>
/// <param name="AcceptanceId">By which acceptance.</param>
/// <param name="UniversityId">The university that took them.</param>
/// <param name="Course">For which of its courses.</param>
/// <param name="Lots">Which lots were used.</param>
/// <param name="RedeemedOn">When.</param>
public sealed record CreditRedemptionEntry(
    string Id, string TalentId, string AcceptanceId, string UniversityId, string Course, IReadOnlyList<LotPart> Lots, DateOnly RedeemedOn)
{
    public decimal Credits => Lots.Sum(part => part.Credits);
}

/// <summary>Read model: every redemption of credits.</summary>
public static class CreditRedemptions
{
    public static readonly DocumentModel<CreditRedemptionEntry> Model = new(
        "credit_redemptions",
        1,
        keys: recorded => recorded.Body is CreditsRedeemed it ? [it.RedemptionId] : [],
        fold: (id, entry, recorded) => recorded.Body is CreditsRedeemed it
            ? new CreditRedemptionEntry(id, it.TalentId, it.AcceptanceId, it.ReceiverId, it.Course, it.Parts, it.Effective)
            : entry,
        new("id", ColumnType.Text, entry => entry.Id),
        new("talent", ColumnType.Text, entry => entry.TalentId),
        new("university", ColumnType.Text, entry => entry.UniversityId),
        new("redeemed_on", ColumnType.Date, entry => entry.RedeemedOn));
}
