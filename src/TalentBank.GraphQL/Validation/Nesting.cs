using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation;

/// <summary>
/// Measures how deep a document nests when fragments are followed (<see cref="ValidationOptions.MaxNesting"/>), on stacks of
/// its own and following no fragment twice: after it, rules may recurse along the text and along chains of fragments.
/// </summary>
internal sealed class Nesting
{
    private readonly ValidationContext _context;
    private readonly Dictionary<Ast.ExecutableDefinition, Outline> _outlines = [];

    private Nesting(ValidationContext context) => _context = context;

    /// <summary>False, and reported, if a definition is nested too deeply for the rules to be checked.</summary>
    public static bool Check(ValidationContext context)
    {
        var nesting = new Nesting(context);
        foreach (var definition in context.Document.Definitions.OfType<Ast.ExecutableDefinition>())
        {
            if (nesting.Depth(definition) > context.Options.MaxNesting)
            {
                context.Report($"The document is nested more than {context.Options.MaxNesting} deep.", definition);
                return false;
            }
        }
        return true;
    }

    /// <summary>A fragment is measured after those that it spreads; one met again while it is under way is a cycle, for its rule to tell.</summary>
    private int Depth(Ast.ExecutableDefinition root)
    {
        var pending = new Stack<Ast.ExecutableDefinition>([root]);
        while (pending.TryPeek(out var definition))
        {
            if (_outlines.TryGetValue(definition, out var outline))
            {
                pending.Pop();
                outline.Depth ??= outline.Spreads
                    .Select(spread => spread.Depth + (_outlines[spread.Fragment].Depth ?? 0))
                    .Append(outline.OwnDepth)
                    .Max();
                continue;
            }
            outline = _outlines[definition] = OutlineOf(definition);
            foreach (var (fragment, _) in outline.Spreads)
            {
                if (!_outlines.ContainsKey(fragment))
                    pending.Push(fragment);
            }
        }
        return _outlines[root].Depth ?? 0;
    }

    private Outline OutlineOf(Ast.ExecutableDefinition definition)
    {
        var outline = new Outline();
        var pending = new Stack<(Ast.Node Node, int Depth)>([(definition, 0)]);
        while (pending.TryPop(out var next) && outline.OwnDepth <= _context.Options.MaxNesting)
        {
            outline.OwnDepth = Math.Max(outline.OwnDepth, next.Depth);
            if (next.Node is Ast.FragmentSpread spread && _context.Fragment(spread.Name.Value) is { } fragment)
                outline.Spreads.Add((fragment, next.Depth));
            foreach (var part in PartsOf(next.Node))
                pending.Push((part, part is Ast.Selection ? next.Depth : next.Depth + 1));
        }
        return outline;
    }

    private static IEnumerable<Ast.Node> PartsOf(Ast.Node node)
    {
        var values = DirectivesOf.Node(node).Directives.SelectMany(directive => directive.Arguments).Select(argument => argument.Value);
        return node switch
        {
            Ast.OperationDefinition operation => [.. values, .. operation.Variables, operation.SelectionSet],
            Ast.FragmentDefinition fragment => [.. values, fragment.SelectionSet],
            Ast.VariableDefinition { DefaultValue: { } value } variable => [.. values, variable.Type, value],
            Ast.VariableDefinition variable => [.. values, variable.Type],
            Ast.SelectionSet selectionSet => selectionSet.Selections,
            Ast.Field { SelectionSet: { } selectionSet } field => [.. values, .. field.Arguments.Select(argument => argument.Value), selectionSet],
            Ast.Field field => [.. values, .. field.Arguments.Select(argument => argument.Value)],
            Ast.InlineFragment inline => [.. values, inline.SelectionSet],
            Ast.ListValue list => list.Values,
            Ast.ObjectValue map => map.Fields.Select(field => field.Value),
            Ast.ListType list => [list.Of],
            Ast.NonNullType nonNull => [nonNull.Of],
            _ => values,
        };
    }

    /// <summary>What one definition adds to the depth of those that spread it.</summary>
    private sealed class Outline
    {
        public List<(Ast.FragmentDefinition Fragment, int Depth)> Spreads { get; } = [];

        public int OwnDepth { get; set; }

        /// <summary>With the fragments it spreads; null while these are being measured.</summary>
        public int? Depth { get; set; }
    }
}
