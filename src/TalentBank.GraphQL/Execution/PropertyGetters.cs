using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace TalentBank.GraphQL.Execution;

/// <summary>Reads the property that a field is called after, by code compiled once for each CLR type.</summary>
internal sealed class PropertyGetters(string field)
{
    private readonly ConcurrentDictionary<Type, Getter?> _getters = [];
    private volatile Getter? _last;

    /// <summary>False if the parent has nothing of that name.</summary>
    public bool TryGet(object parent, out object? value)
    {
        if (parent is IReadOnlyDictionary<string, object?> map)
        {
            value = map.GetValueOrDefault(field);
            return true;
        }
        var type = parent.GetType();
        var getter = _last;
        if (getter?.Type != type)
        {
            getter = _getters.GetOrAdd(type, static (type, field) => Compile(type, field), field);
            _last = getter;
        }
        value = getter?.Get(parent);
        return getter is not null;
    }

    /// <summary>The field's name in PascalCase.</summary>
    public static string PropertyName(string field) => string.Concat([char.ToUpperInvariant(field[0])], field.AsSpan(1));

    public static PropertyInfo? Property(Type type, string field)
    {
        var name = PropertyName(field);
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is { CanRead: true } property
                && property.GetIndexParameters().Length == 0)
                return property;
        }
        return type.IsInterface
            ? type.GetInterfaces().Select(inherited => Property(inherited, field)).FirstOrDefault(property => property is not null)
            : null;
    }

    public static bool IsMap(Type type) => type.IsAssignableTo(typeof(IReadOnlyDictionary<string, object?>));

    private static Getter? Compile(Type type, string field)
    {
        if (Property(type, field) is not { } property)
            return null;
        var parent = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(parent, property.DeclaringType!), property);
        return new Getter(type, Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), parent).Compile());
    }

    private sealed record Getter(Type Type, Func<object, object?> Get);
}
