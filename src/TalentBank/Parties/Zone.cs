namespace TalentBank.Parties;

/// <summary>The pilot zone (综试区) whose bank this is.</summary>
public sealed record Zone(Text? Name, string TimeZone, IReadOnlyList<Category> Categories) : IState<Zone>
{
    public static Zone Unknown { get; } = new(null, "UTC", []);

    public static IReadOnlyList<string> Nouns { get; } = ["zone"];

    /// <summary>One zone's log holds one such stream.</summary>
    public static readonly StreamOf<Zone> Stream = new("zone");

    public bool IsOpen => Name is not null;

    public bool Has(string category) => Categories.Any(known => known.Code == category);

    public Zone Evolve(Fact fact) => fact is ZoneOpened opened ? new Zone(opened.Name, opened.TimeZone, opened.Categories) : this;
}

/// <summary>A position category (岗位类别): data of the zone, with a stable code in SCREAMING_SNAKE.</summary>
public sealed record Category(string Code, Text Name);

[Stored("zone_opened")]
public sealed record ZoneOpened(Text Name, string TimeZone, IReadOnlyList<Category> Categories, DateOnly Effective) : Fact;
