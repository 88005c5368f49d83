using System.Runtime.InteropServices;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>Coerces raw values, as variables bring them: the "Input Coercion" of each kind of type (specification, sections 3.5 to 3.12).</summary>
public sealed class InputCoercion
{
    private readonly List<InputError> _errors;
    private readonly int _limit;
    private readonly Stack<Step> _path = [];

    private InputCoercion(List<InputError> errors, int limit)
    {
        _errors = errors;
        _limit = limit;
    }

    /// <summary>
    /// A raw value (see <see cref="RawValue"/>) to the type's own. If it adds an error, and it adds no more than the limit,
    /// the result is without what is wrong and of no use.
    /// </summary>
    public static object? Coerce(object? raw, GraphQLType type, List<InputError> errors, int limit = int.MaxValue) =>
        new InputCoercion(errors, limit).Coerce(raw, type);

    private object? Coerce(object? raw, GraphQLType type)
    {
        if (type is NonNullType nonNull)
        {
            if (raw is not null)
                return Coerce(raw, nonNull.Of);
            Refuse(raw, $"Expected non-nullable type \"{type}\" not to be null.");
            return null;
        }
        if (raw is null)
            return null;
        return type switch
        {
            ListType list => Coerce(raw, list),
            InputObjectType inputObject => Coerce(raw, inputObject),
            EnumType enumType => Coerce(raw, enumType),
            ScalarType scalar => Coerce(raw, scalar),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an input type."),
        };
    }

    /// <summary>Section 3.11: what is no list is a list of one.</summary>
    private object?[] Coerce(object raw, ListType type)
    {
        if (raw is not IReadOnlyList<object?> items)
            return [Coerce(raw, type.Of)];
        var coerced = new object?[items.Count];
        for (var index = 0; index < coerced.Length && _errors.Count < _limit; index++)
        {
            _path.Push(new Step(null, index));
            coerced[index] = Coerce(items[index], type.Of);
            _path.Pop();
        }
        return coerced;
    }

    private OrderedDictionary<string, object?>? Coerce(object raw, InputObjectType type)
    {
        if (raw is not IReadOnlyDictionary<string, object?> fields)
        {
            Refuse(raw, $"Expected type \"{type}\" to be an object.");
            return null;
        }
        var coerced = new OrderedDictionary<string, object?>(type.Fields.Length);
        var given = 0;
        foreach (var field in type.Fields)
        {
            if (fields.TryGetValue(field.Name, out var value))
            {
                given++;
                _path.Push(new Step(field.Name, 0));
                coerced[field.Name] = Coerce(value, field.Type);
                _path.Pop();
            }
            else if (field.HasDefault)
            {
                coerced[field.Name] = field.Default;
            }
            else if (field.Type is NonNullType)
            {
                Refuse(raw, $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.");
            }
        }
        if (given < fields.Count)
            RefuseUnknown(raw, fields, type);
        if (type.IsOneOf)
            CheckOneOf(raw, coerced, given, type);
        return coerced;
    }

    private void RefuseUnknown(object raw, IReadOnlyDictionary<string, object?> fields, InputObjectType type)
    {
        foreach (var name in fields.Keys)
        {
            if (type.Field(name) is null)
                Refuse(raw, $"Field \"{name}\" is not defined by type \"{type}\".");
        }
    }

    /// <summary>Section 3.10.1.</summary>
    private void CheckOneOf(object raw, OrderedDictionary<string, object?> coerced, int given, InputObjectType type)
    {
        if (given != 1)
            Refuse(raw, $"Exactly one key must be specified for OneOf type \"{type}\".");
        if (given == 1 && coerced.GetAt(0) is { Value: null, Key: var name } && ((IReadOnlyDictionary<string, object?>)raw)[name] is null)
        {
            _path.Push(new Step(name, 0));
            Refuse(null, $"Field \"{name}\" must be non-null.");
            _path.Pop();
        }
    }

    private string? Coerce(object raw, EnumType type)
    {
        if (raw is not string name)
            Refuse(raw, $"Enum \"{type}\" cannot represent non-string value: {RawValue.Print(raw)}.");
        else if (type.Value(name) is { } value)
            return value.Name;
        else
            Refuse(raw, $"Value \"{name}\" does not exist in \"{type}\" enum.");
        return null;
    }

    private object? Coerce(object raw, ScalarType type)
    {
        var coerced = type.ParseValue(raw);
        if (!coerced.IsRefused)
            return coerced.Result;
        Refuse(raw, coerced.Reason);
        return null;
    }

    private void Refuse(object? raw, string message)
    {
        if (_errors.Count < _limit)
            _errors.Add(new InputError([.. _path.Reverse().Select(static step => step.Name ?? (object)step.Index)], raw, message));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Step(string? Name, int Index);
}
