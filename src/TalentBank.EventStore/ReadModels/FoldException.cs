using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.ReadModels;

/// <summary>A fact that could not be decoded, or that a read model could not take: a bug in the decoder or in the model.</summary>
public sealed class FoldException : Exception
{
    internal FoldException(RecordedEvent fact, Exception cause)
        : base($"The fact at position {fact.Position} ({fact.Type}, {fact.Stream}) cannot be decoded.", cause) => Position = fact.Position;

    internal FoldException(ReadModel model, Recorded fact, Exception cause)
        : base($"{model.Name} v{model.Version} cannot take the fact at position {fact.Position} ({fact.Type}, {fact.Stream}).", cause) => Position = fact.Position;

    /// <summary>Where the fact stands in the log.</summary>
    public long Position { get; }
}
