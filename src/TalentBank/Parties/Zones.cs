using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>The zone's own data: its name, time zone and position categories, in their order.</summary>
public sealed record ZoneEntry(Text Name, string TimeZone, IReadOnlyList<Category> Categories, DateOnly OpenedOn);

/// <summary>Read model behind <see cref="ZoneEntry"/>: one document, under the key <see cref="Key"/>.</summary>
public static class Zones
{
    public const string Key = "zone";

    public static readonly DocumentModel<ZoneEntry> Model = new(
        "zones",
        1,
        keys: recorded => recorded.Body is ZoneOpened ? [Key] : [],
        fold: (_, entry, recorded) => recorded.Body is ZoneOpened it ? new ZoneEntry(it.Name, it.TimeZone, it.Categories, it.Effective) : entry);
}
