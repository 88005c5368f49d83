namespace TalentBank.Parties;

/// <summary>The chamber sets one of the zone's numbers, from a day on.</summary>
public sealed record ChangeSetting(Setting Setting, int Value, DateOnly? Effective) : Command
{
    private const int Most = 3660;

    public override IEnumerable<string> Streams => [ZoneSettings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = Effective ?? now.Today;
        if (Value is < 1 or > Most)
            return Refuse("setting-out-of-range", "value", ("value", Value), ("most", Most));
        // What has been decided by a setting stays decided by it.
        if (effective < now.Today || !Dates.Plausible(effective, now.Today))
            return Refuse("date-out-of-range", "effective", ("date", effective));
        return states.Of(ZoneSettings.Stream).Of(Setting).TryGetValue(effective, out var known) && known == Value
            ? Accept(Wording.Code(Setting))
            : Accept(Wording.Code(Setting)).With(ZoneSettings.Stream, new SettingChanged(Setting, Value, effective));
    }
}
