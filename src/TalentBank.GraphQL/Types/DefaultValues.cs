using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types.Coercion;

namespace TalentBank.GraphQL.Types;

/// <summary>
/// Coerces every default to its type (specification, sections 3.6 and 3.10, Type Validation). A default that leaves out a field
/// takes that field's default, so that one is coerced first; if it comes back to where it began,
/// InputObjectDefaultValueHasCycle() is true.
/// </summary>
internal sealed class DefaultValues(List<GraphQLError> errors)
{
    private readonly HashSet<InputValue> _done = [];
    private readonly List<InputValue> _underWay = [];

    public void Coerce(Schema schema)
    {
        foreach (var directive in schema.DirectiveDefinitions)
            Coerce(directive.Arguments);
        foreach (var type in schema.Types)
        {
            if (type is InputObjectType input)
                Coerce(input.Fields);
            if (type is not ImplementingType implementing)
                continue;
            foreach (var field in implementing.Fields)
                Coerce(field.Arguments);
        }
    }

    private void Coerce(IEnumerable<InputValue> inputs)
    {
        foreach (var input in inputs)
            Coerce(input);
    }

    private void Coerce(InputValue input)
    {
        if (input.DefaultValue is not { } literal || !input.Type.IsInput || _done.Contains(input))
            return;
        if (_underWay.IndexOf(input) is >= 0 and var start)
        {
            var cycle = _underWay[start..];
            errors.Add(new GraphQLError(
                $"The default value of input field \"{input.Name}\" refers to itself through the default values of: {string.Join(", ", cycle.Select(static field => field.Name))}.",
                [.. cycle.Select(static field => field.DefaultValue!.Location)]));
            return;
        }
        _underWay.Add(input);
        CoerceDefaultsLeftTo(literal, input.Type);
        _underWay.RemoveAt(_underWay.Count - 1);
        _done.Add(input);
        if (LiteralCoercion.TryCoerce(literal, input.Type, variables: null, out var value, out var error))
            input.Default = value;
        else
            errors.Add(error with { Message = $"The default value of \"{input.Name}\" is no {input.Type}: {error.Message}" });
    }

    private void CoerceDefaultsLeftTo(Ast.Value literal, GraphQLType type)
    {
        switch (literal)
        {
            case Ast.ListValue list when type.Nullable is ListType { Of: var of }:
                foreach (var item in list.Values)
                    CoerceDefaultsLeftTo(item, of);
                break;
            case Ast.ObjectValue map when type.Named is InputObjectType input:
                foreach (var field in input.Fields)
                {
                    if (map.Fields.FirstOrDefault(given => given.Name.Value == field.Name) is { } given)
                        CoerceDefaultsLeftTo(given.Value, field.Type);
                    else
                        Coerce(field);
                }
                break;
        }
    }
}
