namespace TalentBank.Credits;

/// <summary>The chamber sets the zone's clocks for credits: when a sign-off of hours is late or in bulk, and how soon a dispute is decided.</summary>
public sealed record SetCreditClocks(int LateAfterDays, int BulkFrom, int DisputeDays) : Command
{
    private const int Most = 365;

    public override IEnumerable<string> Streams => [CreditRules.OfZone.Name];

    public override Decision Decide(States states, Circumstances now) => this switch
    {
        _ when LateAfterDays is < 0 or > Most => Refuse("days-out-of-range", "lateAfterDays", ("days", LateAfterDays), ("least", 0), ("most", Most)),
        _ when BulkFrom is < 2 or > Most => Refuse("days-out-of-range", "bulkFrom", ("days", BulkFrom), ("least", 2), ("most", Most)),
        _ when DisputeDays is < 1 or > Most => Refuse("days-out-of-range", "disputeDays", ("days", DisputeDays), ("least", 1), ("most", Most)),
        _ => Accept(CreditRules.OfZone.Name).With(CreditRules.OfZone, new CreditClocksSet(new CreditClocks(LateAfterDays, BulkFrom, DisputeDays), now.Today)),
    };
}
