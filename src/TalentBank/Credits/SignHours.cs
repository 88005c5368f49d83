using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>The host signs a student's hours. Late sign-offs and many at one moment are flagged, not refused; what is signed stays signed.</summary>
public sealed record SignHours(string WithdrawalId, IReadOnlyList<string> EntryIds) : Command
{
    private const int Most = 400;

    public override IEnumerable<string> Streams => [WithdrawalId, ZoneSettings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        var entries = withdrawal.Hours.Where(entry => EntryIds.Contains(entry.Id)).ToList();
        if (withdrawal.Practice is null)
            return Refuse("not-found", "withdrawalId", ("id", WithdrawalId));
        if (EntryIds.Count is 0 or > Most || EntryIds.FirstOrDefault(id => entries.All(entry => entry.Id != id)) is not null)
            return Refuse("entries-unknown", "entryIds", ("most", Most));
        LoggedHours[] open = [.. entries.Where(entry => entry.SignedOn is null)];
        if (open.Length == 0)
            return Accept(WithdrawalId);
        if (withdrawal.Closed(WithdrawalId) is { } closed)
            return closed;

        var on = Dates.Later(withdrawal.Since, now.Today);
        var settings = states.Of(ZoneSettings.Stream);
        var lateAfter = settings.On(Setting.HoursLateAfterDays, on);
        return withdrawal.After(
            new HoursSigned(
                WithdrawalId,
                [.. open.Select(entry => entry.Id)],
                [.. open.Where(entry => on > entry.WorkedOn.AddDays(lateAfter)).Select(entry => entry.Id)],
                open.Length >= settings.On(Setting.HoursBulkFrom, on),
                on),
            states);
    }
}
