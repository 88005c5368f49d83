using System.Collections.Immutable;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types.Coercion;
using TalentBank.GraphQL.Types.Introspection;

namespace TalentBank.GraphQL.Types;

/// <summary>
/// Makes the type system's objects from a document that the SDL rules have found good: first every type, then what refers to
/// types, then what is coerced to them (defaults and the arguments of directives).
/// </summary>
internal sealed class SchemaBuilder
{
    private readonly Ast.Document _document;
    private readonly Dictionary<string, ScalarCoercion> _scalars;
    private readonly List<GraphQLError> _errors;
    private readonly Dictionary<string, NamedType> _types = [];
    private readonly Dictionary<string, DirectiveDefinition> _directives = [];

    private SchemaBuilder(Ast.Document document, IEnumerable<ScalarCoercion> scalars, List<GraphQLError> errors)
    {
        _document = document;
        _scalars = scalars.ToDictionary(static scalar => scalar.Name);
        _errors = errors;
    }

    /// <summary>The schema; adds what is wrong with defaults and with the arguments of directives.</summary>
    public static Schema Build(Ast.Document document, IEnumerable<ScalarCoercion> scalars, List<GraphQLError> errors) =>
        new SchemaBuilder(document, scalars, errors).Build();

    private Schema Build()
    {
        var definitions = Group(_document.Definitions.OfType<Ast.TypeDefinition>());
        foreach (var (name, parts) in definitions)
            _types[name] = Create(name, parts);
        foreach (var (name, definition) in BuiltInDefinitions.Types)
            _types.TryAdd(name, Create(name, [definition]));
        foreach (var type in _types.Values)
            Complete(type);
        foreach (var definition in _document.Definitions.OfType<Ast.DirectiveDefinition>())
            _directives.TryAdd(definition.Name.Value, Create(definition));
        foreach (var definition in BuiltInDefinitions.Document.Definitions.OfType<Ast.DirectiveDefinition>())
            _directives.TryAdd(definition.Name.Value, Create(definition));

        var schemaDefinitions = _document.Definitions.OfType<Ast.SchemaDefinition>().OrderBy(static part => part.IsExtension).ToImmutableArray();
        var schema = new Schema
        {
            Definitions = schemaDefinitions,
            QueryType = Root(schemaDefinitions, OperationType.Query) as ObjectType,
            MutationType = Root(schemaDefinitions, OperationType.Mutation) as ObjectType,
            SubscriptionType = Root(schemaDefinitions, OperationType.Subscription) as ObjectType,
            DirectiveDefinitions = [.. _directives.Values],
            Types = WithBuiltIn([.. definitions.Keys.Select(name => _types[name])]),
        };
        RelateTypes(schema);
        new DefaultValues(_errors).Coerce(schema);
        ApplyDirectives(schema);
        MetaFields.AddTo(schema);
        return schema;
    }

    private static OrderedDictionary<string, ImmutableArray<Ast.TypeDefinition>> Group(IEnumerable<Ast.TypeDefinition> parts)
    {
        var groups = new OrderedDictionary<string, ImmutableArray<Ast.TypeDefinition>>();
        foreach (var part in parts.OrderBy(static part => part.IsExtension))
        {
            var name = part.Name.Value;
            // A scalar or introspection type that a schema spells out is still the specification's.
            if (BuiltInDefinitions.Types.TryGetValue(name, out var builtIn))
                groups[name] = [builtIn];
            else if (groups.TryGetValue(name, out var known))
                groups[name] = known.Add(part);
            else
                groups.Add(name, [part]);
        }
        return groups;
    }

    private NamedType Create(string name, ImmutableArray<Ast.TypeDefinition> parts) => parts[0] switch
    {
        Ast.ScalarTypeDefinition => new ScalarType(name, Coercion(name)) { Definitions = parts },
        Ast.ObjectTypeDefinition => new ObjectType(name) { Definitions = parts },
        Ast.InterfaceTypeDefinition => new InterfaceType(name) { Definitions = parts },
        Ast.UnionTypeDefinition => new UnionType(name) { Definitions = parts },
        Ast.EnumTypeDefinition => new EnumType(name) { Definitions = parts },
        _ => new InputObjectType(name) { Definitions = parts },
    };

    private ScalarCoercion Coercion(string name) =>
        BuiltInScalars.All.GetValueOrDefault(name) ?? _scalars.GetValueOrDefault(name) ?? new ScalarCoercion(name);

    private void Complete(NamedType type)
    {
        switch (type)
        {
            case ImplementingType implementing:
                var parts = type.Definitions.Cast<Ast.ImplementingTypeDefinition>().ToArray();
                implementing.Fields = [.. parts.SelectMany(static part => part.Fields).Select(field => Create(field, implementing))];
                implementing.Interfaces = [.. Named<InterfaceType>(parts.SelectMany(static part => part.Interfaces))];
                break;
            case UnionType union:
                union.PossibleTypes = [.. Named<ObjectType>(type.Definitions.SelectMany(static part => ((Ast.UnionTypeDefinition)part).Members))];
                break;
            case EnumType enumType:
                enumType.Values = [.. type.Definitions
                    .SelectMany(static part => ((Ast.EnumTypeDefinition)part).Values)
                    .Select(static value => new EnumValue(value.Name.Value) { Definition = value })];
                break;
            case InputObjectType input:
                input.Fields = [.. type.Definitions
                    .SelectMany(static part => ((Ast.InputObjectTypeDefinition)part).Fields)
                    .Select(field => new InputField(field.Name.Value) { Definition = field, Type = TypeOf(field.Type) })];
                break;
        }
    }

    /// <summary>Those of the named types that are of the kind that may stand there; the others are the schema's rules' to tell.</summary>
    private IEnumerable<T> Named<T>(IEnumerable<Ast.NamedType> names)
        where T : NamedType => names.Select(TypeOf).OfType<T>().Distinct();

    private Field Create(Ast.FieldDefinition definition, ImplementingType parent) => new(definition.Name.Value)
    {
        Definition = definition,
        Parent = parent,
        Type = TypeOf(definition.Type),
        Arguments = Create(definition.Arguments),
    };

    private ImmutableArray<Argument> Create(ImmutableArray<Ast.InputValueDefinition> arguments) =>
        [.. arguments.Select(argument => new Argument(argument.Name.Value) { Definition = argument, Type = TypeOf(argument.Type) })];

    private DirectiveDefinition Create(Ast.DirectiveDefinition definition) => new(definition.Name.Value)
    {
        Definition = definition,
        Arguments = Create(definition.Arguments),
        Locations = [.. definition.Locations.Select(static location => DirectiveLocations.ByName[location.Value])],
    };

    private GraphQLType TypeOf(Ast.Type type) => type switch
    {
        Ast.NonNullType nonNull => TypeOf(nonNull.Of).NonNull,
        Ast.ListType list => TypeOf(list.Of).List,
        _ => _types[((Ast.NamedType)type).Name.Value],
    };

    /// <summary>Section 3.3.1: as declared; without a schema definition, by the name alone.</summary>
    private NamedType? Root(ImmutableArray<Ast.SchemaDefinition> definitions, OperationType operation)
    {
        var declared = definitions.SelectMany(static part => part.OperationTypes).LastOrDefault(root => root.Operation == operation);
        if (declared is not null)
            return _types[declared.Type.Name.Value];
        return definitions is [{ IsExtension: false }, ..] ? null : _types.GetValueOrDefault(operation.ToString());
    }

    /// <summary>The schema's own types in the order of their definitions, each followed by the built-in types that it is the first to refer to.</summary>
    private ImmutableArray<NamedType> WithBuiltIn(IReadOnlyList<NamedType> defined)
    {
        var known = defined.ToHashSet();
        var types = ImmutableArray.CreateBuilder<NamedType>();
        foreach (var type in defined)
        {
            types.Add(type);
            CollectFrom(type);
        }
        foreach (var argument in _directives.Values.SelectMany(static directive => directive.Arguments))
            Collect(argument.Type.Named);
        Collect(_types["__Schema"]);
        return types.DrainToImmutable();

        void Collect(NamedType type)
        {
            if (!known.Add(type))
                return;
            types.Add(type);
            CollectFrom(type);
        }

        void CollectFrom(NamedType type)
        {
            foreach (var field in (type as ImplementingType)?.Fields ?? [])
            {
                Collect(field.Type.Named);
                foreach (var argument in field.Arguments)
                    Collect(argument.Type.Named);
            }
            foreach (var field in (type as InputObjectType)?.Fields ?? [])
                Collect(field.Type.Named);
        }
    }

    private static void RelateTypes(Schema schema)
    {
        var implementations = schema.Types.OfType<ImplementingType>()
            .SelectMany(static type => type.Interfaces.Select(implemented => (implemented, type)))
            .ToLookup(static pair => pair.implemented, static pair => pair.type);
        foreach (var type in schema.Types)
        {
            if (type is ObjectType only)
                only.PossibleTypes = [only];
            if (type is not InterfaceType implemented)
                continue;
            implemented.Implementations = [.. implementations[implemented]];
            implemented.PossibleTypes = [.. implementations[implemented].OfType<ObjectType>()];
        }
    }

    private void ApplyDirectives(Schema schema)
    {
        schema.Directives = Applied(schema.Definitions.SelectMany(static part => part.Directives));
        foreach (var directive in schema.DirectiveDefinitions)
        {
            directive.Directives = Applied(directive.Definition.Directives);
            ApplyDirectives(directive.Arguments);
        }
        foreach (var type in schema.Types)
        {
            type.Directives = Applied(type.Definitions.SelectMany(static part => part.Directives));
            switch (type)
            {
                case ImplementingType implementing:
                    foreach (var field in implementing.Fields)
                    {
                        field.Directives = Applied(field.Definition.Directives);
                        ApplyDirectives(field.Arguments);
                    }
                    break;
                case EnumType enumType:
                    foreach (var value in enumType.Values)
                        value.Directives = Applied(value.Definition.Directives);
                    break;
                case InputObjectType input:
                    ApplyDirectives(input.Fields);
                    break;
            }
        }
    }

    private void ApplyDirectives(IEnumerable<InputValue> inputs)
    {
        foreach (var input in inputs)
            input.Directives = Applied(input.Definition.Directives);
    }

    private AppliedDirectives Applied(IEnumerable<Ast.Directive> directives)
    {
        var applied = ImmutableArray.CreateBuilder<AppliedDirective>();
        foreach (var directive in directives)
        {
            if (!_directives.TryGetValue(directive.Name.Value, out var definition) || definition.Arguments.Any(static argument => !argument.Type.IsInput))
                continue;
            var arguments = ArgumentCoercion.Coerce(definition.Arguments, directive.Arguments, directive, variables: null, out var error);
            if (arguments is not null)
                applied.Add(new AppliedDirective(definition, arguments, directive));
            else
                _errors.Add(error! with { Message = $"Directive \"@{definition.Name}\": {error.Message}" });
        }
        return applied.Count == 0 ? AppliedDirectives.None : new AppliedDirectives(applied.DrainToImmutable());
    }
}
