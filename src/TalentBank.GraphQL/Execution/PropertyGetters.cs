using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>Reads the property that a field is called after, by code compiled once for each CLR type.</summary>
internal sealed class PropertyGetters(Field field)
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly ConcurrentDictionary<Type, Getter?> _getters = [];
    private volatile Getter? _last;

    /// <summary>False if the parent has nothing of that name.</summary>
    public bool TryGet(object parent, out object? value)
    {
        if (parent is IReadOnlyDictionary<string, object?> map)
        {
            value = map.GetValueOrDefault(field.Name);
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

    private static Getter? Compile(Type type, Field field)
    {
        if (Property(type, field.Name) is not { } property)
            return null;
        var parent = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(parent, property.DeclaringType!), property);
        return new Getter(type, Expression.Lambda<Func<object, object?>>(Boxed(read, field), parent).Compile());
    }

    /// <summary>Without a new box for what has few values: booleans, and enums, whose names are given in place of their members.</summary>
    private static Expression Boxed(MemberExpression read, Field field)
    {
        if (read.Type == typeof(bool))
            return Expression.Condition(read, Expression.Constant(True, typeof(object)), Expression.Constant(False, typeof(object)));
        var boxed = Expression.Convert(read, typeof(object));
        if (!read.Type.IsEnum || field.Type.Nullable is not EnumType enumType)
            return boxed;
        var names = Enum.GetValues(read.Type).Cast<Enum>().Distinct()
            .Select(member => (Member: member, Name: EnumNames.NameOf(enumType, member)))
            .Where(member => member.Name is not null)
            .Select(member => Expression.SwitchCase(Expression.Constant(member.Name, typeof(object)), Expression.Constant(member.Member)))
            .ToArray();
        return names.Length == 0 ? boxed : Expression.Switch(read, boxed, names);
    }

    private sealed record Getter(Type Type, Func<object, object?> Get);
}
