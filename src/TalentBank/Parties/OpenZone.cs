namespace TalentBank.Parties;

/// <summary>Opens a pilot zone's bank: its name, time zone and position categories. Sent by who installs it, once.</summary>
public sealed record OpenZone(Text Name, string TimeZone, IReadOnlyList<Category> Categories) : Command
{
    public override IEnumerable<string> Streams => [Zone.Stream.Name];

    public override Decision Decide(States states, Circumstances now) => states.Of(Zone.Stream) switch
    {
        { IsOpen: true } => Refuse("zone-already-open"),
        _ when !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) => Refuse("time-zone-unknown", "timeZone", ("timeZone", TimeZone)),
        _ when Categories.Count is < 1 or > 50 => Refuse("categories-out-of-range", "categories", ("categories", Categories.Count)),
        _ when Categories.DistinctBy(category => category.Code).Count() != Categories.Count => Refuse("category-twice", "categories"),
        _ => Accept(Zone.Stream.Name).With(Zone.Stream, new ZoneOpened(Name, TimeZone, Categories, now.Today)),
    };
}
