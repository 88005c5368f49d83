using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>Coerces literals: the "Input Coercion" of each kind of type (specification, sections 3.5 to 3.12).</summary>
public static class LiteralCoercion
{
    /// <summary>
    /// A literal to the type's own value; the variables in it are coerced already. If it does not fit: what is wrong, at its place.
    /// </summary>
    public static bool TryCoerce(
        Ast.Value literal,
        GraphQLType type,
        IReadOnlyDictionary<string, object?>? variables,
        out object? value,
        [NotNullWhen(false)] out GraphQLError? error)
    {
        value = null;
        error = null;
        switch (type)
        {
            case NonNullType when literal is Ast.NullValue:
                error = new GraphQLError($"Expected value of non-null type \"{type}\" not to be null.", literal);
                return false;
            case NonNullType nonNull:
                if (!TryCoerce(literal, nonNull.Of, variables, out value, out error))
                    return false;
                if (literal is not Ast.Variable || value is not null)
                    return true;
                error = new GraphQLError($"Expected variable \"{literal}\" of non-null type \"{type}\" to have a value.", literal);
                return false;
        }
        switch (literal)
        {
            case Ast.NullValue:
                return true;
            // A variable's value was coerced to the variable's type, which validation has found to fit here.
            case Ast.Variable variable:
                if (variables is not null && variables.TryGetValue(variable.Name.Value, out value))
                    return true;
                error = new GraphQLError($"Variable \"{literal}\" has no value.", literal);
                return false;
        }
        return type switch
        {
            ListType list => TryCoerceList(literal, list, variables, out value, out error),
            InputObjectType inputObject => TryCoerceObject(literal, inputObject, variables, out value, out error),
            EnumType enumType => TryCoerceEnum(literal, enumType, out value, out error),
            ScalarType scalar => TryCoerceScalar(literal, scalar, variables, out value, out error),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an input type."),
        };
    }

    /// <summary>Section 3.11: what is no list is a list of one; a variable without a value is null in it.</summary>
    private static bool TryCoerceList(
        Ast.Value literal, ListType type, IReadOnlyDictionary<string, object?>? variables, out object? value, [NotNullWhen(false)] out GraphQLError? error)
    {
        value = null;
        if (literal is not Ast.ListValue list)
        {
            if (!TryCoerce(literal, type.Of, variables, out var only, out error))
                return false;
            value = new[] { only };
            return true;
        }
        error = null;
        var items = new object?[list.Values.Length];
        for (var index = 0; index < items.Length; index++)
        {
            if (LacksValue(list.Values[index], variables) && type.Of is not NonNullType)
                continue;
            if (!TryCoerce(list.Values[index], type.Of, variables, out items[index], out error))
                return false;
        }
        value = items;
        return true;
    }

    /// <summary>Section 3.10: a field whose variable has no value was not given.</summary>
    private static bool TryCoerceObject(
        Ast.Value literal, InputObjectType type, IReadOnlyDictionary<string, object?>? variables, out object? value, [NotNullWhen(false)] out GraphQLError? error)
    {
        value = null;
        error = null;
        if (literal is not Ast.ObjectValue map)
        {
            error = new GraphQLError($"Expected type \"{type}\" to be an object.", literal);
            return false;
        }
        foreach (var given in map.Fields)
        {
            if (type.Field(given.Name.Value) is null)
            {
                error = new GraphQLError($"Field \"{given.Name.Value}\" is not defined by type \"{type}\".", given);
                return false;
            }
        }
        var fields = new OrderedDictionary<string, object?>(type.Fields.Length);
        foreach (var field in type.Fields)
        {
            if (Given(map, field.Name) is { } given && !LacksValue(given.Value, variables))
            {
                if (!TryCoerce(given.Value, field.Type, variables, out var coerced, out error))
                    return false;
                fields[field.Name] = coerced;
            }
            else if (field.HasDefault)
            {
                fields[field.Name] = field.Default;
            }
            else if (field.Type is NonNullType)
            {
                error = new GraphQLError($"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.", literal);
                return false;
            }
        }
        if (type.IsOneOf && (map.Fields.Length != 1 || fields.Count != 1 || fields.GetAt(0).Value is null))
        {
            error = new GraphQLError($"Exactly one key must be specified for OneOf type \"{type}\", and not null.", literal);
            return false;
        }
        value = fields;
        return true;
    }

    private static bool TryCoerceEnum(Ast.Value literal, EnumType type, out object? value, [NotNullWhen(false)] out GraphQLError? error)
    {
        value = literal is Ast.EnumValue name ? type.Value(name.Value)?.Name : null;
        error = value is null ? new GraphQLError($"Value {literal} does not exist in \"{type}\" enum.", literal) : null;
        return error is null;
    }

    private static bool TryCoerceScalar(
        Ast.Value literal, ScalarType type, IReadOnlyDictionary<string, object?>? variables, out object? value, [NotNullWhen(false)] out GraphQLError? error)
    {
        var coerced = type.ParseLiteral(literal, variables);
        value = coerced.Result;
        error = coerced.IsRefused ? new GraphQLError(coerced.Reason, literal) : null;
        return error is null;
    }

    private static bool LacksValue(Ast.Value literal, IReadOnlyDictionary<string, object?>? variables) =>
        literal is Ast.Variable { Name.Value: var name } && variables?.ContainsKey(name) != true;

    private static Ast.ObjectField? Given(Ast.ObjectValue map, string name)
    {
        foreach (var field in map.Fields)
        {
            if (field.Name.Value == name)
                return field;
        }
        return null;
    }
}
