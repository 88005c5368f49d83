using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation;

/// <summary>What the rules know of the document, and where they report to.</summary>
public sealed class ValidationContext
{
    private readonly ImmutableArray<GraphQLError>.Builder _errors = ImmutableArray.CreateBuilder<GraphQLError>();
    private readonly Dictionary<string, Ast.FragmentDefinition> _fragments = [];
    private readonly Dictionary<Ast.ExecutableDefinition, DefinitionUses> _uses = [];
    private OwnNames? _own;

    internal ValidationContext(Schema schema, Ast.Document document, ValidationOptions options)
    {
        Schema = schema;
        Document = document;
        Options = options;
        foreach (var definition in document.Definitions)
        {
            if (definition is Ast.ExecutableDefinition executable)
                _uses[executable] = new DefinitionUses();
            if (definition is Ast.FragmentDefinition fragment)
                _fragments[fragment.Name.Value] = fragment;
        }
    }

    public Schema Schema { get; }

    public Ast.Document Document { get; }

    public ValidationOptions Options { get; }

    /// <summary>The types at the node being walked.</summary>
    public TypePosition Position { get; internal set; }

    internal ImmutableArray<GraphQLError> Errors => _errors.ToImmutable();

    /// <summary>As many errors were found as may be told: the walk ends.</summary>
    internal bool IsFull => _errors.Count >= Options.MaxErrors;

    /// <summary>The fragment of that name; null if the document has none.</summary>
    public Ast.FragmentDefinition? Fragment(string name) => _fragments.GetValueOrDefault(name);

    public bool TryGetFragment(string name, [NotNullWhen(true)] out Ast.FragmentDefinition? fragment) =>
        _fragments.TryGetValue(name, out fragment);

    public void Report(string message, params ReadOnlySpan<Ast.Node> nodes)
    {
        var locations = ImmutableArray.CreateBuilder<Location>(nodes.Length);
        foreach (var node in nodes)
            locations.Add(node.Location);
        Report(new GraphQLError(message) { Locations = locations.MoveToImmutable() });
    }

    public void Report(GraphQLError error)
    {
        if (!IsFull)
            _errors.Add(Options.ForeignNames ? error : error with { Message = (_own ??= new OwnNames(Document)).Keep(error.Message) });
    }

    /// <summary>" Did you mean ...?" with those of the names that look like the given one; empty if none does or suggestions are off.</summary>
    internal string Suggest(string name, IEnumerable<string> known, string? kind = null) =>
        Options.Suggestions ? Suggestions.DidYouMean(Suggestions.Near(name, known), kind) : "";

    /// <summary>The variables used and the fragments spread directly in a definition that has been walked.</summary>
    internal DefinitionUses UsesIn(Ast.ExecutableDefinition definition) => _uses[definition];

    /// <summary>The fragments that a definition spreads, directly or through others, each once.</summary>
    internal IReadOnlyCollection<Ast.FragmentDefinition> FragmentsReachedFrom(Ast.ExecutableDefinition definition)
    {
        var reached = new HashSet<Ast.FragmentDefinition>();
        var pending = new Stack<Ast.ExecutableDefinition>([definition]);
        while (pending.TryPop(out var next))
        {
            foreach (var spread in _uses[next].Spreads)
            {
                if (_fragments.TryGetValue(spread.Name.Value, out var fragment) && reached.Add(fragment))
                    pending.Push(fragment);
            }
        }
        return reached;
    }

    /// <summary>The variables that an operation uses, in itself and in the fragments it reaches.</summary>
    internal IEnumerable<VariableUse> VariablesUsedBy(Ast.OperationDefinition operation) =>
        _uses[operation].Variables.Concat(FragmentsReachedFrom(operation).SelectMany(fragment => _uses[fragment].Variables));
}
