namespace TalentBank.EventStore.ReadModels;

/// <summary>A document that was folded from many facts and cannot be written: a bug in the model, but it is not known in which fact.</summary>
internal sealed class UnwritableException(DocumentModel model, DocumentKey key, Exception cause)
    : Exception($"{model.Name} v{model.Version} has made a document of {key.Key} that cannot be written.", cause);
