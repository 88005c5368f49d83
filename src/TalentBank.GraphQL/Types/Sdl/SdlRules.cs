using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>What a document of type definitions must keep to before a schema can be made of it.</summary>
internal static class SdlRules
{
    public static readonly ImmutableArray<Action<SdlContext>> All =
    [
        LoneSchemaDefinition.Check,
        UniqueOperationTypes.Check,
        UniqueTypeNames.Check,
        UniqueEnumValueNames.Check,
        UniqueFieldDefinitionNames.Check,
        UniqueArgumentDefinitionNames.Check,
        UniqueDirectiveNames.Check,
        KnownTypeNames.Check,
        KnownDirectives.Check,
        UniqueDirectivesPerLocation.Check,
        PossibleTypeExtensions.Check,
        KnownArgumentNamesOnDirectives.Check,
        UniqueArgumentNames.Check,
        UniqueInputFieldNames.Check,
        ProvidedRequiredArgumentsOnDirectives.Check,
        OneOfOnDefinition.Check,
    ];

    /// <summary>All that is wrong with the document, in the order of the rules; empty if a schema can be made of it.</summary>
    public static IReadOnlyList<GraphQLError> Validate(Ast.Document document, Schema? extended = null)
    {
        var context = new SdlContext(document, extended);
        foreach (var check in All)
            check(context);
        return context.Errors;
    }
}
