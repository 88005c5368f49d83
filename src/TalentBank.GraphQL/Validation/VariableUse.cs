using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation;

/// <summary>A variable where a value is expected.</summary>
/// <param name="Variable">The node.</param>
/// <param name="Type">The type expected there; null if it is not known.</param>
/// <param name="HasDefault">The argument or input field it is given to has a default of its own.</param>
/// <param name="Within">The input object whose field it is given to; null if it is given to an argument or a list.</param>
internal sealed record VariableUse(Ast.Variable Variable, GraphQLType? Type, bool HasDefault, InputObjectType? Within);
