using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TalentBank.GraphQL.Execution;

/// <summary>An object of the response: response keys and values in the order the client asked for them (specification, section 7.2.2).</summary>
/// <remarks>
/// A value is null, a response map, a list (<c>object?[]</c>) of values, or a leaf: a string, bool, number, or what a custom
/// scalar serializes to.
/// </remarks>
public sealed class ResponseMap : IReadOnlyDictionary<string, object?>
{
    private readonly CollectedField[] _fields;
    private readonly object?[] _values;

    internal ResponseMap(CollectedField[] fields, object?[] values)
    {
        _fields = fields;
        _values = values;
    }

    public int Count => _fields.Length;

    public IEnumerable<string> Keys => _fields.Select(collected => collected.ResponseKey);

    public IEnumerable<object?> Values => _values;

    internal ReadOnlySpan<CollectedField> Fields => _fields;

    internal ReadOnlySpan<object?> FieldValues => _values;

    public object? this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The response has no key {key}.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (_fields[i].ResponseKey == key)
            {
                value = _values[i];
                return true;
            }
        }
        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < _fields.Length; i++)
            yield return new KeyValuePair<string, object?>(_fields[i].ResponseKey, _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
