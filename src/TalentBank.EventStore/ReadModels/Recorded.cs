using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>A recorded event with its data decoded to the product's own type, as read models fold it.</summary>
public sealed record Recorded(
    long Position,
    Guid Id,
    string Zone,
    string Stream,
    long Version,
    string Type,
    DateTimeOffset RecordedAt,
    string Actor,
    Guid CommandId,
    object Body)
{
    internal static Recorded From(RecordedEvent recorded, object body) => new(
        recorded.Position,
        recorded.Id,
        recorded.Zone,
        recorded.Stream,
        recorded.Version,
        recorded.Type,
        recorded.RecordedAt,
        recorded.Actor,
        recorded.CommandId,
        body);
}
