namespace TalentBank.Credits;

/// <summary>A student notes down hours of practice; they count once the host has signed them.</summary>
public sealed record LogHours([NewId("hours")] string EntryId, string WithdrawalId, DateOnly WorkedOn, decimal Hours) : Command
{
    /// <summary>Of one day.</summary>
    private const decimal Most = 24;

    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        var sameDay = withdrawal.Hours.Where(entry => entry.WorkedOn == WorkedOn).Sum(entry => entry.Hours);
        return this switch
        {
            _ when withdrawal.Closed(WithdrawalId) is { } closed => closed,
            _ when WorkedOn < withdrawal.WithdrawnOn || WorkedOn > now.Today => Refuse("not-a-day-of-practice", "workedOn", ("date", WorkedOn), ("from", withdrawal.WithdrawnOn)),
            _ when Hours <= 0 || sameDay + Hours > Most || decimal.Round(Hours, 2) != Hours => Refuse("hours-out-of-range", "hours", ("hours", sameDay + Hours), ("most", Most)),
            _ => Accept(WithdrawalId).With(CreditWithdrawal.Stream(WithdrawalId), new HoursLogged(WithdrawalId, EntryId, WorkedOn, Hours, Dates.Later(withdrawal.Since, now.Today))),
        };
    }
}
