using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A variable's type fits wherever it is used. Specification, section 5.8.5.</summary>
public sealed class VariablesInAllowedPosition(ValidationContext context) : Rule
{
    public override void Leave(Ast.Node node)
    {
        if (node is not Ast.Document document)
            return;
        foreach (var operation in document.Definitions.OfType<Ast.OperationDefinition>())
        {
            var variables = new Dictionary<string, Ast.VariableDefinition>();
            foreach (var variable in operation.Variables)
                variables[variable.Variable.Name.Value] = variable;
            foreach (var use in context.VariablesUsedBy(operation))
            {
                if (variables.TryGetValue(use.Variable.Name.Value, out var variable))
                    Check(use, variable);
            }
        }
    }

    private void Check(VariableUse use, Ast.VariableDefinition variable)
    {
        if (use.Type is not { } location || context.Schema.Type(variable.Type) is not { } type)
            return;
        var name = variable.Variable.Name.Value;
        if (!IsAllowed(type, variable.DefaultValue, location, use.HasDefault))
        {
            context.Report($"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{location}\".", variable, use.Variable);
        }
        // Exactly one field of a OneOf input object is given and not null, so a variable there must not be null either (section 5.8.5).
        if (use.Within is { IsOneOf: true } oneOf && type is not NonNullType)
        {
            context.Report(
                $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{oneOf}\".",
                variable,
                use.Variable);
        }
    }

    /// <summary>IsVariableUsageAllowed() and AreTypesCompatible().</summary>
    private static bool IsAllowed(GraphQLType type, Ast.Value? variableDefault, GraphQLType location, bool locationHasDefault)
    {
        if (location is NonNullType nonNull && type is not NonNullType)
        {
            var hasDefault = locationHasDefault || variableDefault is not (null or Ast.NullValue);
            return hasDefault && type.IsSubtypeOf(nonNull.Of);
        }
        return type.IsSubtypeOf(location);
    }
}
