namespace TalentBank.Fund;

/// <summary>The government opens the training fund of a budget year, split into envelopes that add up to it.</summary>
public sealed record OpenFund(
    [NewId("fund")] string FundId, Text Name, int Year, Yuan Total, IReadOnlyList<EnvelopeBudget> Envelopes, DateOnly? OpensOn) : Command
{
    public override IEnumerable<string> Streams => [FundId, .. Envelopes.Select(envelope => Envelope.IdOf(FundId, envelope.Tier)).Distinct()];

    public override Decision Decide(States states, Circumstances now)
    {
        var opensOn = OpensOn ?? now.Today;
        var sum = Envelopes.Aggregate(new Yuan(0), (sum, envelope) => sum + envelope.Budget);
        if (!Wording.IsLine(Name.Zh, 2, 100) || !Wording.IsLine(Name.En, 2, 100))
            return Refuse("name-out-of-range", "name", ("least", 2), ("most", 100));
        if (Year < now.Today.Year - 1 || Year > now.Today.Year + 1)
            return Refuse("year-out-of-range", "year", ("year", Year));
        if (Envelopes.Count == 0)
            return Refuse("envelopes-missing", "envelopes");
        if (Envelopes.DistinctBy(envelope => envelope.Tier).Count() != Envelopes.Count)
            return Refuse("tier-twice", "envelopes");
        if (Envelopes.Any(envelope => envelope.Budget.Amount <= 0))
            return Refuse("amount-out-of-range", "envelopes", ("least", new Yuan(0.01m)), ("most", new Yuan(Yuan.Most)));
        if (sum != Total)
            return Refuse("envelopes-do-not-add-up", "envelopes", ("total", Total), ("sum", sum));
        if (sum > Yuan.Most)
            return Refuse("amount-out-of-range", "total", ("least", new Yuan(0.01m)), ("most", new Yuan(Yuan.Most)));
        // A budget may be approved in the year before, but not after its own year has ended.
        if (!Dates.Plausible(opensOn, now.Today) || opensOn.Year < Year - 1 || opensOn.Year > Year)
            return Refuse("date-out-of-range", "opensOn", ("date", opensOn));

        var opened = Accept(FundId).With(TrainingFund.Stream(FundId), new FundOpened(FundId, Name, Year, Total, Envelopes, opensOn));
        return Envelopes.Aggregate(opened, (opened, envelope) =>
        {
            var id = Envelope.IdOf(FundId, envelope.Tier);
            return opened.With(Envelope.Stream(id), new EnvelopeOpened(id, FundId, envelope.Tier, Year, envelope.Budget, opensOn));
        });
    }
}
