using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace TalentBank;

/// <summary>Makes a record (a command, a part of one) from coerced input: a parameter for each field, by name.</summary>
public static class InputRecord
{
    private static readonly ConcurrentDictionary<Type, (ConstructorInfo Constructor, ParameterInfo[] Parameters)> Shapes = new();

    public static T Read<T>(IReadOnlyDictionary<string, object?> fields)
        where T : class => (T)Read(typeof(T), fields, noun => throw new InvalidOperationException($"{typeof(T).Name} makes no {noun}."));

    /// <param name="type">The record's type.</param>
    /// <param name="fields">Field to coerced value; what is absent is null.</param>
    /// <param name="newId">A new id for a noun, for parameters marked <see cref="NewIdAttribute"/>.</param>
    public static object Read(Type type, IReadOnlyDictionary<string, object?> fields, Func<string, string> newId)
    {
        var (constructor, parameters) = ShapeOf(type);
        var values = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            values[i] = parameter.GetCustomAttribute<NewIdAttribute>() is { } id
                ? newId(id.Noun)
                : Convert(fields.GetValueOrDefault(FieldOf(parameter)), parameter.ParameterType, newId);
        }

        return constructor.Invoke(values);
    }

    /// <summary>The input fields that a record takes, in order: name and type.</summary>
    public static IEnumerable<(string Field, Type Type)> FieldsOf(Type type) =>
        from parameter in ShapeOf(type).Parameters
        where parameter.GetCustomAttribute<NewIdAttribute>() is null
        select (FieldOf(parameter), parameter.ParameterType);

    private static (ConstructorInfo Constructor, ParameterInfo[] Parameters) ShapeOf(Type type) => Shapes.GetOrAdd(type, static type =>
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        return (constructor, constructor.GetParameters());
    });

    private static string FieldOf(ParameterInfo parameter) => char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];

    private static object? Convert(object? value, Type type, Func<string, string> newId)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => null,
            string code when target.IsEnum => Enum.Parse(target, code.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            IReadOnlyDictionary<string, object?> fields => Read(target, fields, newId),
            IEnumerable list and not string when target.IsGenericType => ConvertList(list, target.GetGenericArguments()[0], newId),
            _ when target.IsInstanceOfType(value) => value,
            _ => System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
        };
    }

    private static Array ConvertList(IEnumerable list, Type element, Func<string, string> newId)
    {
        var items = list.Cast<object?>().Select(item => Convert(item, element, newId)).ToArray();
        var array = Array.CreateInstance(element, items.Length);
        Array.Copy(items, array, items.Length);
        return array;
    }
}
