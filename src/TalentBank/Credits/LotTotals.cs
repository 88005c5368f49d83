using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>What is left of all lots of earned credits together, added up lot by lot and not from the ledger.</summary>
public sealed record LotTotal(decimal Left);

/// <summary>Read model behind <see cref="LotTotal"/>: one document, under the key <see cref="Key"/>.</summary>
public static class LotTotals
{
    public const string Key = "credits";

    public static readonly DocumentModel<LotTotal> Model = new(
        "lot_totals",
        1,
        keys: recorded => recorded.Body is CreditsEarned or CreditsRedeemed or CreditsExpired ? [Key] : [],
        fold: (_, total, recorded) => new LotTotal((total?.Left ?? 0) + recorded.Body switch
        {
            CreditsEarned it => it.Practice.Credits,
            CreditsRedeemed it => -it.Parts.Sum(part => part.Credits),
            CreditsExpired it => -it.Part.Credits,
            _ => 0,
        }));
}
