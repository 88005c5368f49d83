using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>
/// A subscription listens to one field, chosen by no condition, since the event stream must be known before any event.
/// Specification, section 5.2.4.1.
/// </summary>
public sealed class SingleFieldSubscriptions(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is not Ast.OperationDefinition { Operation: OperationType.Subscription } operation
            || context.Schema.SubscriptionType is not { } type)
            return;
        var subject = operation.Name is { Value: var name } ? $"Subscription \"{name}\"" : "Anonymous Subscription";
        var fields = Collect(operation.SelectionSet, type, subject)
            .GroupBy(field => field.ResponseKey)
            .Select(group => group.ToArray())
            .ToList();
        if (fields.Count > 1)
            context.Report($"{subject} must select only one top level field.", [.. fields.Skip(1).SelectMany(group => group)]);
        foreach (var group in fields)
        {
            if (group[0].Name.Value.StartsWith("__", StringComparison.Ordinal))
                context.Report($"{subject} must not select an introspection top level field.", [.. group]);
        }
    }

    /// <summary>CollectSubscriptionFields(): no condition is looked at, since none may be there.</summary>
    private List<Ast.Field> Collect(Ast.SelectionSet root, ObjectType type, string subject)
    {
        var fields = new List<Ast.Field>();
        var visited = new HashSet<string>();
        var pending = new Stack<Ast.Selection>(root.Selections.Reverse());
        while (pending.TryPop(out var selection))
        {
            if (selection.Directives.FirstOrDefault(directive => directive.Name.Value is "skip" or "include") is { } condition)
                context.Report($"{subject} must not use `@skip` or `@include` directives in the top level selection.", condition);
            switch (selection)
            {
                case Ast.Field field:
                    fields.Add(field);
                    break;
                case Ast.InlineFragment inline when Applies(inline.TypeCondition, type):
                    Push(inline.SelectionSet);
                    break;
                case Ast.FragmentSpread spread when visited.Add(spread.Name.Value)
                    && context.TryGetFragment(spread.Name.Value, out var fragment)
                    && Applies(fragment.TypeCondition, type):
                    Push(fragment.SelectionSet);
                    break;
            }
        }
        return fields;

        void Push(Ast.SelectionSet selectionSet)
        {
            foreach (var selection in selectionSet.Selections.Reverse())
                pending.Push(selection);
        }
    }

    private bool Applies(Ast.NamedType? condition, ObjectType type) =>
        condition is null || (context.Schema.Type(condition.Name.Value) as CompositeType)?.IsPossible(type) == true;
}
