using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>What the SDL rules know of a document, the schema that it extends if there is one, and where they report to.</summary>
internal sealed class SdlContext
{
    private readonly List<GraphQLError> _errors = [];
    private readonly Dictionary<string, Ast.DirectiveDefinition> _directives = [];

    public SdlContext(Ast.Document document, Schema? extended)
    {
        Extended = extended;
        Definitions = [.. document.Definitions.OfType<Ast.TypeSystemDefinition>()];
        foreach (var definition in Definitions)
        {
            if (definition is Ast.TypeDefinition { IsExtension: false } type)
                Types[type.Name.Value] = type;
            if (definition is Ast.DirectiveDefinition directive)
                _directives[directive.Name.Value] = directive;
            Parts.AddRange(SdlParts.Of(definition));
        }
    }

    /// <summary>The schema that the document extends; null if the document stands for itself.</summary>
    public Schema? Extended { get; }

    public ImmutableArray<Ast.TypeSystemDefinition> Definitions { get; }

    /// <summary>The types that the document defines, by name.</summary>
    public Dictionary<string, Ast.TypeDefinition> Types { get; } = [];

    /// <summary>Every node that directives may stand on, in the order of the text.</summary>
    public List<SdlPart> Parts { get; } = [];

    public IReadOnlyList<GraphQLError> Errors => _errors;

    /// <summary>Every directive that is applied somewhere.</summary>
    public IEnumerable<Ast.Directive> Applied => Parts.SelectMany(static part => part.Directives);

    /// <summary>The document's definition of that name, else the extended schema's, else the built-in one; null if there is none.</summary>
    public Ast.DirectiveDefinition? Directive(string name) => _directives.GetValueOrDefault(name)
        ?? Extended?.Directive(name)?.Definition
        ?? BuiltInDefinitions.Directives.GetValueOrDefault(name);

    public void Report(string message, params ReadOnlySpan<Ast.Node> nodes)
    {
        var locations = ImmutableArray.CreateBuilder<Location>(nodes.Length);
        foreach (var node in nodes)
            locations.Add(node.Location);
        _errors.Add(new GraphQLError(message) { Locations = locations.MoveToImmutable() });
    }

    /// <summary>
    /// Reports names given twice. <paramref name="known"/> holds those met so far, and takes this one up.
    /// </summary>
    public void ReportRepeated(Dictionary<string, Ast.Node> known, Ast.Name name, Ast.Node place, string message)
    {
        if (!known.TryAdd(name.Value, place))
            Report(message, known[name.Value], place);
    }
}
