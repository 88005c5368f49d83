namespace TalentBank.GraphQL.Execution;

/// <summary>A place in the response, as a chain from the innermost key or index to the root (specification, section 7.1.2).</summary>
internal sealed class ResponsePath
{
    private readonly ResponsePath? _parent;
    private readonly string? _key;
    private readonly int _index;

    public ResponsePath(ResponsePath? parent, string key)
    {
        _parent = parent;
        _key = key;
    }

    public ResponsePath(ResponsePath? parent, int index)
    {
        _parent = parent;
        _index = index;
    }

    public IReadOnlyList<object> ToList()
    {
        var steps = new List<object>();
        for (var path = this; path is not null; path = path._parent)
            steps.Add(path._key is { } key ? key : path._index);
        steps.Reverse();
        return steps;
    }
}
