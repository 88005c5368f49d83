using System.Runtime.CompilerServices;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>
/// Introspection does not go round in circles: a type's fields have types that have fields, so each further round
/// multiplies the answer by the size of the schema. Not of the specification; no tool needs more than two rounds.
/// </summary>
public sealed class MaxIntrospectionDepth(ValidationContext context) : Rule
{
    private const int MaxLists = 3;

    private readonly Dictionary<Ast.FragmentDefinition, int> _lists = [];

    public override void Enter(Ast.Node node)
    {
        // What stands within a __schema that was reported is told with it: these two are fields of the query type only.
        if (node is Ast.Field { Name.Value: "__schema" or "__type" } field && ListsIn(field) >= MaxLists)
            context.Report("Maximum introspection depth exceeded", field);
    }

    /// <summary>How many of the lists that lead from a type to others lie within one another.</summary>
    private int ListsIn(Ast.Selection selection) => selection switch
    {
        Ast.Field { Name.Value: "fields" or "interfaces" or "possibleTypes" or "inputFields" } field => 1 + ListsIn(field.SelectionSet),
        Ast.Field field => ListsIn(field.SelectionSet),
        Ast.InlineFragment inline => ListsIn(inline.SelectionSet),
        Ast.FragmentSpread spread when context.TryGetFragment(spread.Name.Value, out var fragment) => ListsIn(fragment),
        _ => 0,
    };

    private int ListsIn(Ast.SelectionSet? selectionSet)
    {
        var most = 0;
        // Only fragments that come round to themselves, which another rule refuses, lead deeper than Nesting allows.
        if (selectionSet is null || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return most;
        foreach (var selection in selectionSet.Selections)
            most = Math.Max(most, ListsIn(selection));
        return most;
    }

    /// <summary>Each fragment is measured once; within itself it counts nothing, and NoFragmentCycles refuses it.</summary>
    private int ListsIn(Ast.FragmentDefinition fragment)
    {
        if (_lists.TryGetValue(fragment, out var lists))
            return lists;
        _lists[fragment] = 0;
        return _lists[fragment] = ListsIn(fragment.SelectionSet);
    }
}
