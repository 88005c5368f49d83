using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>No fragment comes round to itself. Specification, section 5.5.2.2.</summary>
public sealed class NoFragmentCycles(ValidationContext context) : Rule
{
    private readonly HashSet<string> _finished = [];

    public override void Leave(Ast.Node node)
    {
        if (node is not Ast.Document document)
            return;
        foreach (var fragment in document.Definitions.OfType<Ast.FragmentDefinition>())
        {
            if (_finished.Add(fragment.Name.Value))
                Follow(fragment);
        }
    }

    /// <summary>Goes down all spreads, each fragment once, on a stack of its own: a chain may be as long as the text.</summary>
    private void Follow(Ast.FragmentDefinition start)
    {
        var path = new List<Ast.FragmentSpread>();
        var depthOf = new Dictionary<string, int> { [start.Name.Value] = 0 };
        var stack = new Stack<(string Name, Queue<Ast.FragmentSpread> Spreads)>();
        stack.Push((start.Name.Value, SpreadsOf(start)));
        while (stack.TryPeek(out var top))
        {
            if (!top.Spreads.TryDequeue(out var spread))
            {
                stack.Pop();
                depthOf.Remove(top.Name);
                if (path.Count > 0)
                    path.RemoveAt(path.Count - 1);
                continue;
            }
            var name = spread.Name.Value;
            if (depthOf.TryGetValue(name, out var depth))
            {
                var cycle = path.Skip(depth).Append(spread).ToArray();
                var via = string.Join(", ", cycle.SkipLast(1).Select(step => $"\"{step.Name.Value}\""));
                context.Report($"Cannot spread fragment \"{name}\" within itself{(via.Length > 0 ? $" via {via}" : "")}.", cycle);
            }
            else if (context.TryGetFragment(name, out var fragment) && _finished.Add(name))
            {
                path.Add(spread);
                depthOf[name] = path.Count;
                stack.Push((name, SpreadsOf(fragment)));
            }
        }
    }

    private Queue<Ast.FragmentSpread> SpreadsOf(Ast.FragmentDefinition fragment) => new(context.UsesIn(fragment).Spreads);
}
