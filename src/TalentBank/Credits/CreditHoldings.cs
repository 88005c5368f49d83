using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>Read model: each student's lots and claims, one document per talent.</summary>
public static class CreditHoldings
{
    public static readonly DocumentModel<CreditLots> Model = new(
        "credit_holdings",
        1,
        keys: recorded => recorded.Body switch
        {
            CreditsClaimed it => [it.TalentId],
            ClaimReleased it => [it.TalentId],
            LotOpened it => [it.TalentId],
            CreditsRedeemed it => [it.TalentId],
            CreditsExpired it => [it.TalentId],
            CreditsTransferred it => [it.TalentId],
            TransferReversed it => [it.TalentId],
            _ => [],
        },
        fold: (_, lots, recorded) => (lots ?? CreditLots.Unknown).Evolve((Fact)recorded.Body));

    public static Question<CreditLots> Ask(string talentId) => Question.Document(Model, talentId).Select(lots => lots ?? CreditLots.Unknown);
}
