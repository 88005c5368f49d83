using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>CoerceArgumentValues() (specification, section 6.4.1), for fields and directives alike.</summary>
public static class ArgumentCoercion
{
    internal static readonly IReadOnlyDictionary<string, object?> None = FrozenDictionary<string, object?>.Empty;

    /// <summary>
    /// The arguments by name, defaults filled in; one that was not given and has no default is not in the result.
    /// Null if one does not fit: the error says which and why. The owner is the field or directive.
    /// </summary>
    public static IReadOnlyDictionary<string, object?>? Coerce(
        ImmutableArray<Argument> definitions,
        ImmutableArray<Ast.Argument> given,
        Ast.Node owner,
        IReadOnlyDictionary<string, object?>? variables,
        out GraphQLError? error)
    {
        error = null;
        if (definitions.IsEmpty)
            return None;
        var coerced = new Dictionary<string, object?>(definitions.Length);
        foreach (var definition in definitions)
        {
            if (!TryCoerce(definition, Given(given, definition.Name), owner, variables, coerced, out error))
                return null;
        }
        return coerced;
    }

    private static bool TryCoerce(
        Argument definition,
        Ast.Argument? given,
        Ast.Node owner,
        IReadOnlyDictionary<string, object?>? variables,
        Dictionary<string, object?> coerced,
        [NotNullWhen(false)] out GraphQLError? error)
    {
        var (name, type) = (definition.Name, definition.Type);
        error = null;
        object? value = null;
        var variable = given?.Value as Ast.Variable;
        var hasValue = variable is null ? given is not null : variables is not null && variables.TryGetValue(variable.Name.Value, out value);
        if (!hasValue && definition.HasDefault)
        {
            coerced[name] = definition.Default;
        }
        else if (!hasValue && type is NonNullType)
        {
            error = variable is null
                ? new GraphQLError($"Argument \"{name}\" of required type \"{type}\" was not provided.", owner)
                : new GraphQLError($"Argument \"{name}\" of required type \"{type}\" was provided the variable \"{variable}\" which was not provided a runtime value.", variable);
        }
        else if (type is NonNullType && (variable is null ? given!.Value is Ast.NullValue : value is null))
        {
            error = new GraphQLError($"Argument \"{name}\" of non-null type \"{type}\" must not be null.", given!.Value);
        }
        else if (hasValue)
        {
            if (variable is null && !LiteralCoercion.TryCoerce(given!.Value, type, variables, out value, out var wrong))
                error = wrong with { Message = $"Argument \"{name}\" has invalid value {given.Value}; {wrong.Message}", Locations = [given.Value.Location] };
            else
                coerced[name] = value;
        }
        return error is null;
    }

    private static Ast.Argument? Given(ImmutableArray<Ast.Argument> given, string name)
    {
        foreach (var argument in given)
        {
            if (argument.Name.Value == name)
                return argument;
        }
        return null;
    }
}
