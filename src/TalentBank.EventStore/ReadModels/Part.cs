namespace TalentBank.EventStore.ReadModels;

/// <summary>The documents that have a value in a column: of all bookings, those of one session.</summary>
public sealed record Part(string Column, object Value);
