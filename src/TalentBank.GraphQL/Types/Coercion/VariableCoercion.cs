using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>CoerceVariableValues() (specification, section 6.1.2).</summary>
public static class VariableCoercion
{
    /// <summary>
    /// The operation's variables by name; one that was not given and has no default is not in the result.
    /// The result is of use only if no error was added.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> Coerce(
        Schema schema, Ast.OperationDefinition operation, IReadOnlyDictionary<string, object?>? raw, List<GraphQLError> errors) =>
        throw new NotSupportedException();
}
