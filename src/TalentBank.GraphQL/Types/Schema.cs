using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types.Rules;
using TalentBank.GraphQL.Types.Sdl;

namespace TalentBank.GraphQL.Types;

/// <summary>A service's type system (specification, section 3.3), built from SDL. It does not change and may be shared.</summary>
public sealed class Schema
{
    private FrozenDictionary<string, NamedType> _types = FrozenDictionary<string, NamedType>.Empty;
    private FrozenDictionary<string, DirectiveDefinition> _directives = FrozenDictionary<string, DirectiveDefinition>.Empty;

    internal Schema()
    {
    }

    public string? Description => Definitions is [var first, ..] ? first.Description?.Value : null;

    public ObjectType? QueryType { get; internal init; }

    public ObjectType? MutationType { get; internal init; }

    public ObjectType? SubscriptionType { get; internal init; }

    /// <summary>All types, those of introspection included.</summary>
    public ImmutableArray<NamedType> Types
    {
        get;
        internal set
        {
            field = value;
            _types = NameTable.Of(value, static type => type.Name);
        }
    } = [];

    /// <summary>The schema's own directives, then the built-in ones that it does not define itself.</summary>
    public ImmutableArray<DirectiveDefinition> DirectiveDefinitions
    {
        get;
        internal set
        {
            field = value;
            _directives = NameTable.Of(value, static directive => directive.Name);
        }
    } = [];

    /// <summary>The directives on the schema's own definition and extensions.</summary>
    public AppliedDirectives Directives { get; internal set; } = AppliedDirectives.None;

    /// <summary>Its definition and extensions; empty if the root types are known by their names alone.</summary>
    public ImmutableArray<Ast.SchemaDefinition> Definitions { get; internal init; } = [];

    /// <summary>How many fields all types have together, with the meta-fields: one more than the highest <see cref="Types.Field.Ordinal"/>.</summary>
    public int FieldCount { get; internal set; }

    /// <summary><c>__typename</c> (section 4.1).</summary>
    public Field TypeNameField { get; internal set; } = null!;

    /// <summary><c>__schema</c> of the query type (section 4.2).</summary>
    public Field SchemaField { get; internal set; } = null!;

    /// <summary><c>__type</c> of the query type (section 4.2).</summary>
    public Field TypeField { get; internal set; } = null!;

    /// <summary>The type of that name; null if there is none.</summary>
    public NamedType? Type(string name) => _types.GetValueOrDefault(name);

    /// <summary>The type that a document means; null if the schema lacks the name in it.</summary>
    public GraphQLType? Type(Ast.Type reference) => reference switch
    {
        Ast.NonNullType nonNull => Type(nonNull.Of)?.NonNull,
        Ast.ListType list => Type(list.Of)?.List,
        Ast.NamedType named => Type(named.Name.Value),
        _ => null,
    };

    /// <summary>The field that a selection of that name on that type means, meta-fields included; null if there is none.</summary>
    public Field? Field(CompositeType parent, string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            if (name == TypeNameField.Name)
                return TypeNameField;
            if (ReferenceEquals(parent, QueryType))
            {
                if (name == SchemaField.Name)
                    return SchemaField;
                if (name == TypeField.Name)
                    return TypeField;
            }
        }
        return (parent as ImplementingType)?.Field(name);
    }

    /// <summary>The definition of that name (without the @); null if there is none.</summary>
    public DirectiveDefinition? Directive(string name) => _directives.GetValueOrDefault(name);

    /// <summary>Everything that has a schema coordinate, what is built in left out: a <see cref="NamedType"/>, <see cref="Types.Field"/>, <see cref="EnumValue"/>, <see cref="InputField"/>, <see cref="Types.Argument"/> or <see cref="DirectiveDefinition"/>.</summary>
    public IEnumerable<(SchemaCoordinate Coordinate, object Element)> Elements => SchemaElements.Of(this);

    /// <summary>What the coordinate stands for (section 2, "Schema Coordinates"), one of the classes that <see cref="Elements"/> names; null if there is no such thing.</summary>
    public object? Element(SchemaCoordinate coordinate) => SchemaElements.Find(this, coordinate);

    /// <summary>The root types that it has.</summary>
    public IEnumerable<ObjectType> RootTypes => ((ObjectType?[])[QueryType, MutationType, SubscriptionType]).OfType<ObjectType>();

    public ObjectType? RootType(OperationType operation) => operation switch
    {
        OperationType.Query => QueryType,
        OperationType.Mutation => MutationType,
        _ => SubscriptionType,
    };

    /// <summary>The schema that the SDL describes. The SDL is part of the program: if it is wrong, all that is wrong is thrown.</summary>
    public static Schema Build(Source sdl, params ReadOnlySpan<ScalarCoercion> scalars) =>
        TryBuild([sdl], scalars, out var schema, out var errors)
            ? schema
            : throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(sdl));

    /// <summary>The schema that the sources together describe, or all that is wrong with them, in the order of the text.</summary>
    /// <param name="sources">SDL.</param>
    /// <param name="scalars">How the schema's own scalars are read and written.</param>
    /// <param name="schema">Null if anything is wrong.</param>
    /// <param name="errors">Each with its source, line and column.</param>
    /// <param name="describe">The description of an element that has none in the sources, for what means the same wherever it stands.</param>
    public static bool TryBuild(
        ReadOnlySpan<Source> sources,
        ReadOnlySpan<ScalarCoercion> scalars,
        [NotNullWhen(true)] out Schema? schema,
        out ImmutableArray<GraphQLError> errors,
        Func<SchemaCoordinate, string?>? describe = null)
    {
        schema = null;
        var definitions = ImmutableArray.CreateBuilder<Ast.Definition>();
        var wrong = new List<GraphQLError>();
        foreach (var source in sources)
        {
            var parsed = Parser.Parse(source);
            if (parsed.Succeeded)
                definitions.AddRange(parsed.Node.Definitions);
            else
                wrong.Add(parsed.Error);
        }
        var document = new Ast.Document { Definitions = definitions.ToImmutable(), Location = default };
        if (wrong.Count == 0)
            wrong.AddRange(SdlRules.Validate(document));
        if (wrong.Count == 0)
        {
            schema = SchemaBuilder.Build(document, scalars.ToArray(), wrong);
            wrong.InsertRange(0, SchemaRules.Validate(schema));
            if (describe is not null)
                SchemaElements.Describe(schema, describe);
        }
        var order = sources.ToArray();
        errors = [.. wrong
            .OrderBy(error => error.Locations is [var first, ..] ? Array.IndexOf(order, first.Source) : -1)
            .ThenBy(static error => error.Locations is [var first, ..] ? first.Start : -1)];
        if (wrong.Count > 0)
            schema = null;
        return schema is not null;
    }
}
