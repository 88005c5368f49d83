using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>What a schema must keep to (specification, section 3, "Type Validation" of each kind of type).</summary>
internal static class SchemaRules
{
    public static readonly ImmutableArray<Action<SchemaContext>> All =
    [
        RootTypes.Check,
        Directives.Check,
        Fields.Check,
        Interfaces.Check,
        UnionMembers.Check,
        EnumValues.Check,
        InputFields.Check,
        InputObjectCircularReferences.Check,
    ];

    /// <summary>All that is wrong with the schema, in the order of the rules.</summary>
    public static IReadOnlyList<GraphQLError> Validate(Schema schema)
    {
        var context = new SchemaContext(schema);
        foreach (var check in All)
            check(context);
        return context.Errors;
    }
}
