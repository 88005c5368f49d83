using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A student asks that lots of theirs, with all that is left of them, stand with another university: their account there, nobody else's.</summary>
public sealed record RequestTransfer(
    [NewId("credit-transfer")] string TransferId, string TalentId, string FromUniversityId, string ToUniversityId, IReadOnlyList<string> LotIds) : Command
{
    private const int Most = 100;

    public override IEnumerable<string> Streams => [TransferId, ToUniversityId, CreditLots.Stream(TalentId).Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var lots = states.Of(CreditLots.Stream(TalentId)).Lots;
        string[] asked = [.. LotIds.Distinct()];
        return this switch
        {
            _ when FromUniversityId == ToUniversityId || !states.Of(Organisation.Stream(ToUniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "toUniversityId", ("id", ToUniversityId)),
            _ when asked.Length is 0 or > Most || !asked.All(id => lots.GetValueOrDefault(id)?.Practice.UniversityId == FromUniversityId && lots[id].IsGoodOn(now.Today, shelfMonths: null)) =>
                Refuse("lots-unknown", "lotIds", ("most", Most)),
            _ => Accept(TransferId).With(CreditTransfer.Stream(TransferId), new TransferRequested(TransferId, TalentId, FromUniversityId, ToUniversityId, asked, now.Today)),
        };
    }
}
