namespace TalentBank.EventStore.ReadModels;

/// <summary>A recorded event with its data decoded to the product's own type, as read models fold it.</summary>
public sealed record Recorded(
    long Position,
    Guid Id,
    string Zone,
    string Stream,
    long Version,
    DateTimeOffset RecordedAt,
    string Actor,
    Guid CommandId,
    object Body);
