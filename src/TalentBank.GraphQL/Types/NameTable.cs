using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

internal static class NameTable
{
    /// <summary>The items by name; of two with one name, which validation refuses, the first.</summary>
    public static FrozenDictionary<string, T> Of<T>(ImmutableArray<T> items, Func<T, string> name)
    {
        if (items.IsEmpty)
            return FrozenDictionary<string, T>.Empty;
        var table = new Dictionary<string, T>(items.Length);
        foreach (var item in items)
            table.TryAdd(name(item), item);
        return table.ToFrozenDictionary();
    }
}
