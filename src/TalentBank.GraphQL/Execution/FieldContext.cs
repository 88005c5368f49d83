using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>What a resolver knows of the field it is asked for.</summary>
public readonly struct FieldContext
{
    private readonly OperationExecution _execution;
    private readonly CollectedField _collected;
    private readonly ResponsePath? _parentPath;

    internal FieldContext(
        OperationExecution execution,
        CollectedField collected,
        object? parent,
        IReadOnlyDictionary<string, object?> arguments,
        ResponsePath? parentPath)
    {
        _execution = execution;
        _collected = collected;
        _parentPath = parentPath;
        Parent = parent;
        Arguments = arguments;
    }

    /// <summary>The value of the object that the field belongs to; the root value for the fields of the root types.</summary>
    public object? Parent { get; }

    /// <summary>The coerced arguments; one that was not given and has no default is not among them.</summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; }

    public Field Field => _collected.Definition;

    /// <summary>Under which key the response carries the field.</summary>
    public string ResponseKey => _collected.ResponseKey;

    /// <summary>Response keys (string) and list indices (int) from the root to the field.</summary>
    public IReadOnlyList<object> Path => new ResponsePath(_parentPath, _collected.ResponseKey).ToList();

    /// <summary>What is asked of the field's value, to load no more than that.</summary>
    public FieldSelection Selection => _collected.Selections is { } plan ? new(plan) : default;

    /// <summary>Whatever the caller gave to the execution for its resolvers: the user, a database session.</summary>
    public object? RequestContext => _execution.RequestContext;

    public CancellationToken CancellationToken => _execution.CancellationToken;

    /// <summary>What a loader of this request finds under a key, together with what other fields ask of it.</summary>
    public ValueTask<TValue> Load<TKey, TValue>(Loader<TKey, TValue> loader, TKey key) => new(_execution.Loads.Load(loader, key));

    /// <summary>The argument's value; the type's default (null) if it was not given.</summary>
    public T? Argument<T>(string name) => Arguments.TryGetValue(name, out var value) ? (T?)value : default;
}
