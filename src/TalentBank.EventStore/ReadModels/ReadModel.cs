namespace TalentBank.EventStore.ReadModels;

/// <summary>Something derived from the log that can be thrown away and built again: documents or a ledger.</summary>
/// <param name="name">Its stable name, snake_case: the table is called after it and its version.</param>
/// <param name="version">Raised whenever its shape or its fold changes, which rebuilds it.</param>
public abstract class ReadModel(string name, int version)
{
    public string Name { get; } = name;

    public int Version { get; } = version;
}
