using System.Collections.Concurrent;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>What execution remembers of a document from one request to the next.</summary>
internal sealed class PreparedDocument
{
    /// <summary>More combinations of conditions than this are planned anew for each request: a client must not fill the memory.</summary>
    private const int MaxPlans = 16;

    private readonly Dictionary<string, Ast.FragmentDefinition> _fragments = [];
    private readonly string[] _conditions;
    private readonly ConcurrentDictionary<PlanKey, OperationPlan> _plans = [];

    public PreparedDocument(Ast.Document document)
    {
        foreach (var fragment in document.Definitions.OfType<Ast.FragmentDefinition>())
            _fragments[fragment.Name.Value] = fragment;
        _conditions = [.. document.Definitions.OfType<Ast.ExecutableDefinition>().SelectMany(ConditionsOf).Distinct()];
    }

    public Ast.FragmentDefinition? Fragment(string name) => _fragments.GetValueOrDefault(name);

    public OperationPlan Plan(
        Schema schema, FieldBindings bindings, Ast.OperationDefinition operation, ObjectType root, IReadOnlyDictionary<string, object?> variables)
    {
        var trueVariables = _conditions.Where(name => variables.GetValueOrDefault(name) is true).ToHashSet();
        var key = new PlanKey(operation, trueVariables.Count == 0 ? "" : string.Join(',', trueVariables.Order(StringComparer.Ordinal)));
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        plan = new OperationPlan(schema, bindings, this, operation, root, trueVariables);
        if (_plans.Count < MaxPlans)
            _plans[key] = plan;
        return plan;
    }

    /// <summary>The variables that the selections of a definition are conditioned on.</summary>
    private static List<string> ConditionsOf(Ast.ExecutableDefinition definition)
    {
        var conditions = new List<string>();
        var pending = new Stack<Ast.SelectionSet>([definition.SelectionSet]);
        while (pending.TryPop(out var selectionSet))
        {
            foreach (var selection in selectionSet.Selections)
            {
                foreach (var directive in selection.Directives)
                {
                    if (directive.Name.Value is "skip" or "include")
                        conditions.AddRange(directive.Arguments.Select(argument => argument.Value).OfType<Ast.Variable>().Select(variable => variable.Name.Value));
                }
                if (selection is Ast.Field { SelectionSet: { } fields })
                    pending.Push(fields);
                else if (selection is Ast.InlineFragment inline)
                    pending.Push(inline.SelectionSet);
            }
        }
        return conditions;
    }

    private sealed record PlanKey(Ast.OperationDefinition Operation, string TrueVariables);
}
