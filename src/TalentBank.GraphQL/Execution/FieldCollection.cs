using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>CollectFields() (specification, section 6.3.2).</summary>
internal static class FieldCollection
{
    /// <summary>
    /// The fields that an object of the type has in the selection sets, in the order first met. A field that the type does
    /// not have, which validation refuses, is left out (section 6.3.3).
    /// </summary>
    public static CollectedField[] Collect(OperationPlan plan, ObjectType type, IReadOnlyList<Ast.SelectionSet> selectionSets)
    {
        var groups = new OrderedDictionary<string, List<Ast.Field>>();
        var visited = new HashSet<string>();
        // Depth first, on a stack of our own: a chain of fragments may be longer than the thread's stack carries.
        var pending = new Stack<Ast.Selection>();
        for (var i = selectionSets.Count - 1; i >= 0; i--)
            Push(pending, selectionSets[i]);
        while (pending.TryPop(out var selection))
        {
            if (!plan.Includes(selection))
                continue;
            switch (selection)
            {
                case Ast.Field field:
                    if (!groups.TryGetValue(field.ResponseKey, out var group))
                        groups.Add(field.ResponseKey, group = []);
                    group.Add(field);
                    break;
                case Ast.InlineFragment inline when Applies(plan, inline.TypeCondition, type):
                    Push(pending, inline.SelectionSet);
                    break;
                case Ast.FragmentSpread spread when visited.Add(spread.Name.Value)
                    && plan.Fragment(spread.Name.Value) is { } fragment
                    && Applies(plan, fragment.TypeCondition, type):
                    Push(pending, fragment.SelectionSet);
                    break;
            }
        }
        return [.. groups.Values
            .Select(nodes => plan.Schema.Field(type, nodes[0].Name.Value) is { } definition
                ? new CollectedField(plan, definition, nodes, plan.BindingOf(definition))
                : null)
            .OfType<CollectedField>()];
    }

    private static void Push(Stack<Ast.Selection> pending, Ast.SelectionSet selectionSet)
    {
        for (var i = selectionSet.Selections.Length - 1; i >= 0; i--)
            pending.Push(selectionSet.Selections[i]);
    }

    /// <summary>DoesFragmentTypeApply().</summary>
    private static bool Applies(OperationPlan plan, Ast.NamedType? condition, ObjectType type) =>
        condition is null || (plan.Schema.Type(condition.Name.Value) as CompositeType)?.IsPossible(type) == true;
}
