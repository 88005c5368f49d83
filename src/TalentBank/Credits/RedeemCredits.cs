namespace TalentBank.Credits;

/// <summary>A student redeems earned credits for a course of a university that takes them, the soonest to expire first; each only once.</summary>
public sealed record RedeemCredits([NewId("credit-redemption")] string RedemptionId, string AcceptanceId, string TalentId) : Command
{
    public override IEnumerable<string> Streams => [AcceptanceId, CreditLots.Stream(TalentId).Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var stream = CreditLots.Stream(TalentId);
        var lots = states.Of(stream);
        if (states.Of(CreditAcceptance.Stream(AcceptanceId)).Terms is not { } terms)
            return Refuse("not-found", "acceptanceId", ("id", AcceptanceId));
        if (lots.Redeemed.ContainsKey(AcceptanceId))
            return Refuse("course-already-redeemed", "acceptanceId", ("course", terms.Course));
        if (lots.Take(terms.FromUniversityId, terms.Credits, terms.ShelfMonths, now.Today) is not { } parts)
            return Refuse("not-enough-credits", "acceptanceId", ("credits", terms.Credits));

        return Accept(RedemptionId).With(
            stream, new CreditsRedeemed(RedemptionId, TalentId, AcceptanceId, terms.UniversityId, terms.Course, parts, lots.NotBefore(parts, Dates.Later(now.Today, terms.Effective))));
    }
}
