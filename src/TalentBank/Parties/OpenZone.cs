using System.Text.RegularExpressions;

namespace TalentBank.Parties;

/// <summary>Opens a pilot zone's bank: its name, time zone and position categories. Sent by who installs it, once.</summary>
public sealed partial record OpenZone(Text Name, string TimeZone, IReadOnlyList<Category> Categories) : Command
{
    public override IEnumerable<string> Streams => [Zone.Stream.Name];

    public override Decision Decide(States states, Circumstances now) => states.Of(Zone.Stream) switch
    {
        { IsOpen: true } => Refuse("zone-already-open"),
        _ when !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) => Refuse("time-zone-unknown", "timeZone", ("timeZone", TimeZone)),
        _ when Categories.Count is < 1 or > 50 => Refuse("categories-out-of-range", "categories", ("categories", Categories.Count)),
        _ when !Wording.IsLine(Name.Zh, 2, 100) || !Wording.IsLine(Name.En, 2, 100) => Refuse("name-out-of-range", "name", ("least", 2), ("most", 100)),
        _ when Categories.FirstOrDefault(category => !Code().IsMatch(category.Code)) is { } odd => Refuse("category-malformed", "categories", ("category", odd.Code)),
        _ when Categories.DistinctBy(category => category.Code).Count() != Categories.Count => Refuse("category-twice", "categories"),
        _ => Accept(Zone.Stream.Name).With(Zone.Stream, new ZoneOpened(Name, TimeZone, Categories, now.Today)),
    };

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{1,39}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
