using System.Collections.Immutable;
using TalentBank.GraphQL.Validation.Rules;

namespace TalentBank.GraphQL.Validation;

/// <summary>The rules that every service checks.</summary>
public static class SpecifiedRules
{
    /// <summary>Section 5 of the specification in its order, and <see cref="MaxIntrospectionDepth"/>.</summary>
    public static readonly ImmutableArray<RuleFactory> All =
    [
        context => new ExecutableDefinitions(context),
        context => new UniqueOperationNames(context),
        context => new LoneAnonymousOperation(context),
        context => new SingleFieldSubscriptions(context),
        context => new FieldsOnCorrectType(context),
        context => new OverlappingFieldsCanBeMerged(context),
        context => new ScalarLeafs(context),
        context => new KnownArgumentNames(context),
        context => new UniqueArgumentNames(context),
        context => new ProvidedRequiredArguments(context),
        context => new UniqueFragmentNames(context),
        context => new KnownTypeNames(context),
        context => new FragmentsOnCompositeTypes(context),
        context => new NoUnusedFragments(context),
        context => new KnownFragmentNames(context),
        context => new NoFragmentCycles(context),
        context => new PossibleFragmentSpreads(context),
        context => new ValuesOfCorrectType(context),
        context => new UniqueInputFieldNames(context),
        context => new KnownDirectives(context),
        context => new UniqueDirectivesPerLocation(context),
        context => new UniqueVariableNames(context),
        context => new VariablesAreInputTypes(context),
        context => new NoUndefinedVariables(context),
        context => new NoUnusedVariables(context),
        context => new VariablesInAllowedPosition(context),
        context => new MaxIntrospectionDepth(context),
    ];
}
