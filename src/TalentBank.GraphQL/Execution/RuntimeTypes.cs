using System.Collections.Concurrent;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>ResolveAbstractType() (specification, section 6.4.3).</summary>
internal sealed class RuntimeTypes(Schema schema, Resolvers resolvers)
{
    private readonly Dictionary<Type, string> _names = NamesOf(resolvers);
    private readonly ConcurrentDictionary<Type, string> _known = [];

    /// <summary>The object type that a value of the interface or union is of; null if it is of none that is possible there.</summary>
    public ObjectType? Resolve(CompositeType abstractType, object value) =>
        NameOf(abstractType, value) is { } name && schema.Type(name) is ObjectType type && abstractType.IsPossible(type) ? type : null;

    private string? NameOf(CompositeType abstractType, object value)
    {
        if (resolvers.Types.TryGetValue(abstractType.Name, out var resolver))
            return resolver(value);
        return value is IReadOnlyDictionary<string, object?> map
            ? map.GetValueOrDefault("__typename") as string
            : _known.GetOrAdd(value.GetType(), NameOf);
    }

    private string NameOf(Type clrType)
    {
        for (var type = clrType; type is not null; type = type.BaseType)
        {
            if (_names.TryGetValue(type, out var name))
                return name;
        }
        return clrType.Name;
    }

    /// <summary>A CLR type bound to two object types says nothing about which of them a value is.</summary>
    private static Dictionary<Type, string> NamesOf(Resolvers resolvers) => resolvers.Bound
        .GroupBy(bound => bound.Value, bound => bound.Key)
        .Where(bound => bound.Count() == 1)
        .ToDictionary(bound => bound.Key, bound => bound.Single());
}
