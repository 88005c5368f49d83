using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Coercion;

/// <summary>CoerceArgumentValues() (specification, section 6.4.1), for fields and directives alike.</summary>
public static class ArgumentCoercion
{
    /// <summary>
    /// The arguments by name, defaults filled in; one that was not given and has no default is not in the result.
    /// Null if one does not fit: the error says which and why.
    /// </summary>
    public static IReadOnlyDictionary<string, object?>? Coerce(
        ImmutableArray<Argument> definitions,
        ImmutableArray<Ast.Argument> given,
        Ast.Node owner,
        IReadOnlyDictionary<string, object?>? variables,
        out GraphQLError? error) => throw new NotSupportedException();
}
