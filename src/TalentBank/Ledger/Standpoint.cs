using TalentBank.EventStore.ReadModels;

namespace TalentBank.Ledger;

/// <summary>From where a figure is seen: what is true by a date, as far as it was known at an instant (two clocks).</summary>
/// <param name="AsOf">Facts effective on this day or earlier (统计日期); null: today in the zone.</param>
/// <param name="KnownAt">Facts recorded at this instant or earlier (入账时间); null: all.</param>
public sealed record Standpoint(DateOnly? AsOf, DateTimeOffset? KnownAt)
{
    /// <summary>The arguments <c>asOf</c> and <c>knownAt</c> of a field.</summary>
    public static Standpoint Of(Asked asked) => new(asked.Argument<DateOnly?>("asOf"), asked.Argument<DateTimeOffset?>("knownAt"));

    /// <summary>The entries of these accounts that are seen from here.</summary>
    public LedgerQuery See(string unit, DateOnly today, params IReadOnlyList<string> accounts) =>
        new(unit, accounts) { Until = AsOf ?? today, KnownAt = KnownAt };
}
