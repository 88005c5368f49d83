using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace TalentBank;

/// <summary>All fact types by stored name: how a fact is written to the log and read from it.</summary>
public static class FactCatalog
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(Fact).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract)
        .ToFrozenDictionary(StoredName);

    public static IReadOnlyDictionary<string, Type> All => Types;

    /// <summary>The stored name of a fact type.</summary>
    public static string NameOf(Fact fact) => StoredName(fact.GetType());

    /// <summary>The fact as JSON text. Personal fields must be sealed before.</summary>
    public static string Write(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Json.Options);

    /// <summary>The fact that stands in the log under this name; a name that no released version knew is a bug.</summary>
    public static Fact Read(string name, string json) => Types.TryGetValue(name, out var type)
        ? (Fact)JsonSerializer.Deserialize(json, type, Json.Options)!
        : throw new InvalidOperationException($"The log holds a fact of an unknown kind: {name}.");

    private static string StoredName(Type type) => type.GetCustomAttribute<StoredAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no stored name.");
}
