using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>The "Input Coercion" of each kind of type (specification, sections 3.5 to 3.12).</summary>
public static class InputCoercion
{
    /// <summary>
    /// A raw value (see <see cref="RawValue"/>) to the type's own. Each error's path leads from the value to what is wrong in it;
    /// the result is then partial and of no use.
    /// </summary>
    public static object? CoerceValue(object? raw, GraphQLType type, List<GraphQLError> errors) => throw new NotSupportedException();

    /// <summary>A literal to the type's own value. The variables are coerced already; false if the literal does not fit.</summary>
    public static bool TryCoerceLiteral(
        Ast.Value literal, GraphQLType type, IReadOnlyDictionary<string, object?>? variables, out object? value) => throw new NotSupportedException();
}
