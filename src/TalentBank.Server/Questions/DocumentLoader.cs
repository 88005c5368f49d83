using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Questions;

/// <summary>Gathers what sibling fields look up by key, so that they become one query per read model.</summary>
public sealed class DocumentLoader(QuestionRunner questions)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentModel, Batch> _open = [];

    /// <summary>The document under the key; null where there is none.</summary>
    public async ValueTask<object?> Load(DocumentModel model, string key, CancellationToken cancel)
    {
        Batch batch;
        lock (_lock)
        {
            if (!_open.TryGetValue(model, out batch!))
                _open.Add(model, batch = new Batch(() => Flush(model, cancel)));
            batch.Keys.Add(key);
        }

        return (await batch.Documents.Value).GetValueOrDefault(key);
    }

    private async Task<IReadOnlyDictionary<string, object>> Flush(DocumentModel model, CancellationToken cancel)
    {
        // Siblings are started before any is awaited: those that have said their keys by the time this goes on share the query.
        await Task.Yield();
        IReadOnlyList<string> keys;
        lock (_lock)
        {
            _open.Remove(model, out var batch);
            keys = [.. batch!.Keys];
        }

        return (IReadOnlyDictionary<string, object>)await questions.LookUp(new Inquiry.OfDocuments(model, keys), cancel);
    }

    private sealed class Batch(Func<Task<IReadOnlyDictionary<string, object>>> flush)
    {
        public HashSet<string> Keys { get; } = [];

        public Lazy<Task<IReadOnlyDictionary<string, object>>> Documents { get; } = new(flush);
    }
}
