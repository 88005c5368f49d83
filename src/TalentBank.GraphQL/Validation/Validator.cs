using System.Collections.Immutable;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation;

/// <summary>Says whether a document makes sense for a schema (specification, section 5: Validation).</summary>
public static class Validator
{
    /// <summary>All errors, in the order found; empty if the document may be executed.</summary>
    public static ImmutableArray<GraphQLError> Validate(Schema schema, Ast.Document document, ValidationOptions? options = null)
    {
        var context = new ValidationContext(schema, document, options ?? ValidationOptions.Default);
        if (Nesting.Check(context))
            new Traversal(context).Walk();
        return context.Errors;
    }
}
