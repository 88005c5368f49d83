namespace TalentBank.Parties;

/// <summary>An enterprise or a university says what it will deposit by when. What it deposits from then on keeps the promise, the earliest due first.</summary>
public sealed record PromiseDeposit([NewId("promise")] string PromiseId, string OrganisationId, DepositKind Deposit, int Amount, DateOnly DueOn) : Command
{
    private const int Most = 500;

    public override IEnumerable<string> Streams => [OrganisationId, Depositor.Stream(OrganisationId).Name, Zone.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var by = Deposit is DepositKind.Credits ? OrganisationKind.University : OrganisationKind.Enterprise;
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { IsActive: false } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            { } known when !known.Is(by) => Refuse("not-theirs-to-deposit", "deposit"),
            _ when Amount is < 1 or > Most => Refuse("promise-out-of-range", "amount", ("amount", Amount), ("most", Most)),
            _ when DueOn < now.Today || DueOn > now.Today.AddYears(1) => Refuse("date-out-of-range", "dueOn", ("date", DueOn)),
            _ => Accept(PromiseId).With(Depositor.Stream(OrganisationId), new DepositPromised(
                PromiseId, OrganisationId, Deposit, Amount, DueOn, EndOf(DueOn, states.Of(Zone.Stream).TimeZone), now.Today)),
        };
    }

    /// <summary>The instant at which a day ends in the zone.</summary>
    private static DateTimeOffset EndOf(DateOnly day, string timeZone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, TimeZoneInfo.FindSystemTimeZoneById(timeZone).GetUtcOffset(midnight)).ToUniversalTime();
    }
}
