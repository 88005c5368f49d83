namespace TalentBank.Credits;

/// <summary>What is left of a student's lots expires where an issuer's rule says so: the day after their last, whenever it is noticed.</summary>
public sealed record ExpireCredits(string TalentId) : Command
{
    public override IEnumerable<string> Streams => [CreditLots.Stream(TalentId).Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var stream = CreditLots.Stream(TalentId);
        return states.Of(stream).Lots
            .Where(lot => lot.Value.Left > 0 && lot.Value.LastDay < now.Today)
            .OrderBy(lot => lot.Value.LastDay).ThenBy(lot => lot.Key, StringComparer.Ordinal)
            .Aggregate(Accept(TalentId), (accepted, lot) => accepted.With(stream, new CreditsExpired(
                TalentId, new LotPart(lot.Key, lot.Value.Practice, lot.Value.Left), Dates.Later(lot.Value.LastDay!.Value.AddDays(1), lot.Value.Since))));
    }
}
