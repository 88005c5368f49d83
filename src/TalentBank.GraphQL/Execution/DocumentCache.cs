using System.Diagnostics.CodeAnalysis;

namespace TalentBank.GraphQL.Execution;

/// <summary>Documents by their text; when it is full, the one unused the longest makes room.</summary>
internal sealed class DocumentCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _byText = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Lock _lock = new();

    public bool TryGet(string text, [NotNullWhen(true)] out ValidDocument? document)
    {
        lock (_lock)
        {
            if (!_byText.TryGetValue(text, out var node))
            {
                document = null;
                return false;
            }
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            document = node.Value.Document;
            return true;
        }
    }

    public void Add(string text, ValidDocument document)
    {
        lock (_lock)
        {
            if (capacity == 0 || _byText.ContainsKey(text))
                return;
            if (_byText.Count == capacity)
            {
                _byText.Remove(_byUse.Last!.Value.Text);
                _byUse.RemoveLast();
            }
            _byText[text] = _byUse.AddFirst(new Entry(text, document));
        }
    }

    private sealed record Entry(string Text, ValidDocument Document);
}
