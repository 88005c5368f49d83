using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace TalentBank;

/// <summary>
/// Facts by stored name, those of earlier releases included: how a fact is written to the log and read from it. Whoever
/// reads gets the newest version of a fact, whichever was written.
/// </summary>
public sealed class FactCatalog
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;

    /// <param name="types">Facts and former facts, each with its stored name.</param>
    /// <exception cref="ArgumentException">A stored name is missing or given twice, or what a former fact became leads to no fact; all of it is listed.</exception>
    public FactCatalog(IEnumerable<Type> types)
    {
        var all = types.ToList();
        string[] problems =
        [
            .. all.Where(type => NameOf(type) is null).Select(type => $"{type.Name} has no stored name."),
            .. all.GroupBy(NameOf).Where(same => same.Key is not null && same.Count() > 1).Select(same => $"{string.Join(" and ", same.Select(type => type.Name))} are both stored as {same.Key}."),
            .. all.Where(type => !LeadsToAFact(type, all)).Select(type => $"{type.Name} is a former fact, but what it became leads to no fact of the catalog."),
        ];
        if (problems.Length > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(types));
        _types = all.ToFrozenDictionary(type => NameOf(type)!);
        _names = _types.ToFrozenDictionary(kind => kind.Value, kind => kind.Key);
    }

    /// <summary>All facts of an assembly.</summary>
    public static FactCatalog Of(Assembly assembly) => new(assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Stored)) && !type.IsAbstract));

    /// <summary>Every kind that may stand in the log, by its stored name.</summary>
    public IReadOnlyDictionary<string, Type> All => _types;

    /// <summary>The stored name of a fact.</summary>
    public string NameOf(Fact fact) => _names.TryGetValue(fact.GetType(), out var name)
        ? name
        : throw new InvalidOperationException($"{fact.GetType().Name} is none of the catalog's facts.");

    /// <summary>The fact as JSON text. Personal fields must be sealed before.</summary>
    public string Write(Fact fact) => JsonSerializer.Serialize(fact, _types[NameOf(fact)], Json.Options);

    /// <summary>What stands in the log under this name, in its newest version; a name that no released version knew is a bug.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="json">As <see cref="Write"/> wrote it, in whichever release.</param>
    /// <param name="place">What to make of each personal field, by the name it was sealed under: before a newer version may rename it.</param>
    public Fact Read(string name, string json, Func<string, Personal, Personal>? place = null)
    {
        if (!_types.TryGetValue(name, out var type))
            throw new InvalidOperationException($"The log holds a fact of an unknown kind: {name}.");
        var stored = (Stored)JsonSerializer.Deserialize(json, type, Json.Options)!;
        if (place is not null)
            stored = PersonalFields.Map(stored, place);
        while (stored is Former former)
            stored = former.Next();
        return (Fact)stored;
    }

    private static string? NameOf(Type type) => type.GetCustomAttribute<StoredAttribute>()?.Name;

    private static bool LeadsToAFact(Type type, List<Type> all)
    {
        var met = new HashSet<Type>();
        while (met.Add(type) && all.Contains(type))
        {
            if (Former.NextOf(type) is not { } next)
                return true;
            type = next;
        }

        return false;
    }
}
