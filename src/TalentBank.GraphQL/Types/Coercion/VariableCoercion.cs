using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>CoerceVariableValues() (specification, section 6.1.2).</summary>
public static class VariableCoercion
{
    /// <summary>An error is of use to whoever wrote the request; the fiftieth is not.</summary>
    private const int MostErrors = 50;

    /// <summary>
    /// The operation's variables by name, from raw values by name; one that was not given and has no default is not in the result.
    /// The result is of use only if no error was added.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> Coerce(
        Schema schema, Ast.OperationDefinition operation, IReadOnlyDictionary<string, object?>? raw, List<GraphQLError> errors)
    {
        if (operation.Variables.IsEmpty)
            return ArgumentCoercion.None;
        var coerced = new Dictionary<string, object?>(operation.Variables.Length);
        foreach (var definition in operation.Variables)
        {
            if (errors.Count >= MostErrors)
                break;
            var name = definition.Variable.Name.Value;
            if (schema.Type(definition.Type) is not { IsInput: true } type)
            {
                errors.Add(new GraphQLError(
                    $"Variable \"${name}\" expected value of type \"{definition.Type}\" which cannot be used as an input type.", definition.Type));
            }
            else if (raw is null || !raw.TryGetValue(name, out var value))
            {
                if (definition.DefaultValue is not null)
                    CoerceDefault(definition.DefaultValue, type, name, coerced, errors);
                else if (type is NonNullType)
                    errors.Add(new GraphQLError($"Variable \"${name}\" of required type \"{type}\" was not provided.", definition));
            }
            else if (value is null && type is NonNullType)
            {
                errors.Add(new GraphQLError($"Variable \"${name}\" of non-null type \"{type}\" must not be null.", definition));
            }
            else
            {
                CoerceGiven(value, type, definition, coerced, errors);
            }
        }
        return coerced;
    }

    private static void CoerceDefault(
        Ast.Value literal, GraphQLType type, string name, Dictionary<string, object?> coerced, List<GraphQLError> errors)
    {
        if (LiteralCoercion.TryCoerce(literal, type, variables: null, out var value, out var error))
            coerced[name] = value;
        else
            errors.Add(error);
    }

    private static void CoerceGiven(
        object? raw, GraphQLType type, Ast.VariableDefinition definition, Dictionary<string, object?> coerced, List<GraphQLError> errors)
    {
        var name = definition.Variable.Name.Value;
        var wrong = new List<InputError>();
        coerced[name] = InputCoercion.Coerce(raw, type, wrong, MostErrors - errors.Count);
        foreach (var error in wrong)
        {
            var place = error.Path.Count == 0 ? "" : $" at \"{error.PathFrom(name)}\"";
            errors.Add(new GraphQLError(
                $"Variable \"${name}\" got invalid value {RawValue.Print(error.Value)}{place}; {error.Message}", definition));
        }
    }
}
