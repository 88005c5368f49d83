using System.Runtime.InteropServices;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Limiting;

/// <summary>What a document comes to by those limits that need neither a schema nor variables. It need not be valid.</summary>
/// <remarks>Each definition is looked at once and on a stack of its own, so that no chain or bomb of fragments costs more than its text.</remarks>
internal sealed class Measures
{
    private readonly Dictionary<string, Outline> _fragments = [];

    private Measures(Ast.Document document)
    {
        Tokens = document.TokenCount;
        var operations = new List<Outline>();
        foreach (var definition in document.Definitions.OfType<Ast.ExecutableDefinition>())
        {
            var outline = OutlineOf(definition);
            if (definition is Ast.FragmentDefinition fragment)
                _fragments.TryAdd(fragment.Name.Value, outline);
            else
                operations.Add(outline);
        }
        Fragments = _fragments.Count;
        // What no operation reaches is refused for that, and so only counted.
        foreach (var operation in operations)
        {
            FollowFrom(operation);
            Depth = Math.Max(Depth, operation.Depth);
            IntrospectionDepth = Math.Max(IntrospectionDepth, operation.IntrospectionDepth);
            Fragments = Math.Max(Fragments, operation.Spreads);
            RootFields = Math.Max(RootFields, operation.TopFields);
        }
    }

    public int Tokens { get; }

    public long Depth { get; }

    public long IntrospectionDepth { get; }

    public long Aliases { get; private set; }

    public long RootFields { get; }

    public long Directives { get; private set; }

    public long Fragments { get; }

    public static Measures Of(Ast.Document document) => new(document);

    /// <summary>One error for each limit that is exceeded.</summary>
    public IReadOnlyList<GraphQLError> Exceeding(Limits limits)
    {
        var errors = new List<GraphQLError>();
        Compare("LIMIT_TOKENS", "tokens", Tokens, limits.Tokens);
        Compare("LIMIT_DEPTH", "levels of fields", Depth, limits.Depth);
        Compare("LIMIT_INTROSPECTION_DEPTH", "levels of introspection", IntrospectionDepth, limits.IntrospectionDepth);
        Compare("LIMIT_ALIASES", "aliases", Aliases, limits.Aliases);
        Compare("LIMIT_ROOT_FIELDS", "root fields", RootFields, limits.RootFields);
        Compare("LIMIT_DIRECTIVES", "directives", Directives, limits.Directives);
        Compare("LIMIT_FRAGMENTS", "fragments", Fragments, limits.Fragments);
        return errors.Count > limits.Errors ? errors[..limits.Errors.Value] : errors;

        void Compare(string code, string what, long amount, int? most)
        {
            if (amount > most)
                errors.Add(LimitError.Of(code, $"The document has more than {most} {what}.", most));
        }
    }

    /// <summary>What the definition itself has; spreads are noted to be followed.</summary>
    private Outline OutlineOf(Ast.ExecutableDefinition definition)
    {
        var outline = new Outline();
        Directives += definition.Directives.Length;
        if (definition is Ast.OperationDefinition operation)
            Directives += operation.Variables.Sum(variable => variable.Directives.Length);
        var pending = new Stack<(Ast.SelectionSet Selections, Place Place)>([(definition.SelectionSet, default)]);
        while (pending.TryPop(out var next))
        {
            foreach (var selection in next.Selections.Selections)
            {
                Directives += selection.Directives.Length;
                switch (selection)
                {
                    case Ast.Field field:
                        Aliases += field.Alias is null ? 0 : 1;
                        outline.TopFields += next.Place.IsTop ? 1 : 0;
                        var below = next.Place.Below(field.Name.Value);
                        outline.Reach(below.Depth, below.Introspection);
                        if (field.SelectionSet is { } fields)
                            pending.Push((fields, below));
                        break;
                    case Ast.InlineFragment inline:
                        pending.Push((inline.SelectionSet, next.Place));
                        break;
                    case Ast.FragmentSpread spread:
                        outline.Pending.Add((spread.Name.Value, next.Place));
                        break;
                }
            }
        }
        return outline;
    }

    /// <summary>Adds to an outline what its spreads come to; a fragment met again within itself is a cycle, for validation to tell.</summary>
    private void FollowFrom(Outline start)
    {
        var path = new Stack<Outline>([start]);
        while (path.TryPeek(out var outline))
        {
            if (outline.State == State.Followed)
            {
                path.Pop();
            }
            else if (outline.State == State.UnderWay)
            {
                path.Pop();
                foreach (var (name, place) in outline.Pending)
                {
                    if (_fragments.GetValueOrDefault(name) is { State: State.Followed } fragment)
                        outline.Add(fragment, place);
                    else
                        outline.Spreads++;
                }
                outline.State = State.Followed;
            }
            else
            {
                outline.State = State.UnderWay;
                foreach (var (name, _) in outline.Pending)
                {
                    if (_fragments.GetValueOrDefault(name) is { State: State.New } fragment)
                        path.Push(fragment);
                }
            }
        }
    }

    private enum State
    {
        New,
        UnderWay,
        Followed,
    }

    /// <summary>How deep a selection set stands: in fields, or from a field of introspection on.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Depth, int Introspection)
    {
        public bool IsTop => Depth == 0 && Introspection == 0;

        public Place Below(string field) => Introspection > 0 || field is "__schema" or "__type"
            ? this with { Introspection = Introspection + 1 }
            : this with { Depth = Depth + 1 };
    }

    /// <summary>What one definition comes to, with the fragments it spreads once they were followed.</summary>
    private sealed class Outline
    {
        public List<(string Fragment, Place Place)> Pending { get; } = [];

        public State State { get; set; }

        public long Depth { get; private set; }

        public long IntrospectionDepth { get; private set; }

        public long TopFields { get; set; }

        public long Spreads { get; set; }

        public void Reach(long depth, long introspection)
        {
            Depth = Math.Max(Depth, depth);
            IntrospectionDepth = Math.Max(IntrospectionDepth, introspection);
        }

        public void Add(Outline fragment, Place place)
        {
            if (place.Introspection > 0)
                Reach(place.Depth, place.Introspection + fragment.Depth);
            else
                Reach(place.Depth + fragment.Depth, fragment.IntrospectionDepth);
            if (place.IsTop)
                TopFields = Sum(TopFields, fragment.TopFields);
            Spreads = Sum(Spreads, fragment.Spreads + 1);
        }

        /// <summary>Fragments that double each other reach numbers beyond any type; beyond any limit is enough.</summary>
        private static long Sum(long one, long other) => Math.Min(int.MaxValue, one + other);
    }
}
