namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// The documents that were written last, as the table holds them at one position: a batch that begins just there need
/// not read them. About the <paramref name="limit"/> most recently used stay, in two generations.
/// </summary>
internal sealed class HotDocuments(int limit)
{
    private readonly Lock _lock = new();
    private Dictionary<DocumentKey, object?> _young = [];
    private Dictionary<DocumentKey, object?> _old = [];
    private long _position = -1;

    /// <summary>What is known of these documents at the position (null: that there is none). Where the table has moved since, nothing is.</summary>
    public Dictionary<DocumentKey, object?> At(long position, IEnumerable<DocumentKey> keys)
    {
        var known = new Dictionary<DocumentKey, object?>();
        lock (_lock)
        {
            if (position != _position) return known;
            foreach (var key in keys)
                if (_young.TryGetValue(key, out var document) || _old.TryGetValue(key, out document)) known[key] = document;
        }

        return known;
    }

    /// <summary>Takes over what a batch has read and written; whatever it did not touch is the same at its end.</summary>
    public void Move(long from, long to, IReadOnlyDictionary<DocumentKey, object?> documents)
    {
        lock (_lock)
        {
            if (from != _position) Clear();
            _position = to;
            foreach (var (key, document) in documents)
            {
                if (_young.Count >= limit / 2) (_old, _young) = (_young, []);
                _young[key] = document;
            }
        }
    }

    public void Forget()
    {
        lock (_lock) Clear();
    }

    private void Clear()
    {
        _position = -1;
        _young = [];
        _old = [];
    }
}
