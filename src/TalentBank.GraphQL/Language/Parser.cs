using System.Collections.Immutable;
using Kind = TalentBank.GraphQL.Language.TokenKind;

namespace TalentBank.GraphQL.Language;

/// <summary>
/// Reads documents, values and types by recursive descent, one method for each production (specification, Appendix C).
/// </summary>
/// <remarks>
/// The first error is remembered and the rest of the text taken as ended: no production then finds its tokens, every loop stops,
/// and the half-made tree is thrown away.
/// </remarks>
public sealed class Parser
{
    private readonly Source _source;
    private readonly ParserOptions _options;
    private readonly Lexer _lexer;
    private Token _token;
    private Token _previous;
    private int _tokens;
    private int _depth;
    private GraphQLError? _error;

    private Parser(Source source, ParserOptions? options)
    {
        _source = source;
        _options = options ?? ParserOptions.Default;
        _lexer = new Lexer(source);
        Advance();
    }

    /// <summary>A document of executable and type system definitions.</summary>
    public static Parsed<Ast.Document> Parse(Source source, ParserOptions? options = null)
    {
        var parser = new Parser(source, options);
        return parser.Whole(parser.Document());
    }

    /// <summary>A value, which may contain variables.</summary>
    public static Parsed<Ast.Value> ParseValue(Source source, ParserOptions? options = null)
    {
        var parser = new Parser(source, options);
        return parser.Whole(parser.Value(constant: false));
    }

    /// <summary>A value without variables.</summary>
    public static Parsed<Ast.Value> ParseConstValue(Source source, ParserOptions? options = null)
    {
        var parser = new Parser(source, options);
        return parser.Whole(parser.Value(constant: true));
    }

    /// <summary>A reference to a type: <c>[ID!]</c>.</summary>
    public static Parsed<Ast.Type> ParseType(Source source, ParserOptions? options = null)
    {
        var parser = new Parser(source, options);
        return parser.Whole(parser.Type());
    }

    private Parsed<TNode> Whole<TNode>(TNode node)
        where TNode : Ast.Node
    {
        Expect(Kind.EndOfFile);
        return new Parsed<TNode>(node, _error);
    }

    // Section 2.2, Document.

    private Ast.Document Document()
    {
        var start = _token;
        var definitions = ImmutableArray.CreateBuilder<Ast.Definition>();
        do
            definitions.Add(Definition());
        while (!Failed && _token.Kind != Kind.EndOfFile);
        return new Ast.Document { Definitions = definitions.DrainToImmutable(), Location = From(start), TokenCount = _tokens };
    }

    private Ast.Definition Definition()
    {
        var start = _token;
        var description = Description();
        if (_token.Kind == Kind.LeftBrace)
        {
            if (description is not null)
                Fail(start, "Unexpected description, descriptions are not supported on shorthand queries.");
            return Operation(start, description);
        }
        if (_token.Kind == Kind.Name)
        {
            switch (_token.Value)
            {
                case "query" or "mutation" or "subscription":
                    return Operation(start, description);
                case "fragment":
                    return Fragment(start, description);
                case "extend" when description is null:
                    Advance();
                    if (TypeSystemDefinition(start, description: null, isExtension: true) is { } extension)
                        return extension;
                    break;
                default:
                    if (TypeSystemDefinition(start, description, isExtension: false) is { } definition)
                        return definition;
                    if (description is not null)
                        Fail(start, "Unexpected description, only GraphQL definitions support descriptions.");
                    break;
            }
        }
        Unexpected(_token);
        return null!;
    }

    private Ast.StringValue? Description() => _token.Kind is Kind.String or Kind.BlockString ? String() : null;

    // Section 2.3, Operations.

    private Ast.OperationDefinition Operation(Token start, Ast.StringValue? description)
    {
        var shorthand = _token.Kind == Kind.LeftBrace;
        return new Ast.OperationDefinition
        {
            Description = description,
            Operation = shorthand ? Language.OperationType.Query : OperationType(),
            Name = !shorthand && _token.Kind == Kind.Name ? Name() : null,
            Variables = shorthand ? [] : Optional(Kind.LeftParenthesis, Kind.RightParenthesis, static parser => parser.Variable()),
            Directives = shorthand ? [] : Directives(constant: false),
            SelectionSet = SelectionSet(),
            Location = From(start),
        };
    }

    private OperationType OperationType()
    {
        var token = Expect(Kind.Name);
        switch (token.Value)
        {
            case "query": return Language.OperationType.Query;
            case "mutation": return Language.OperationType.Mutation;
            case "subscription": return Language.OperationType.Subscription;
            default:
                Unexpected(token);
                return default;
        }
    }

    // Section 2.11, Variables.

    private Ast.VariableDefinition Variable()
    {
        var start = _token;
        var description = Description();
        var variable = VariableName();
        Expect(Kind.Colon);
        return new Ast.VariableDefinition
        {
            Description = description,
            Variable = variable,
            Type = Type(),
            DefaultValue = Skip(Kind.Equals) ? Value(constant: true) : null,
            Directives = Directives(constant: true),
            Location = From(start),
        };
    }

    private Ast.Variable VariableName()
    {
        var start = Expect(Kind.Dollar);
        return new Ast.Variable { Name = Name(), Location = From(start) };
    }

    // Section 2.4, Selection Sets.

    private Ast.SelectionSet SelectionSet()
    {
        var start = _token;
        var selections = Nested(Kind.LeftBrace, Kind.RightBrace, static parser => parser.Selection());
        return new Ast.SelectionSet { Selections = selections, Location = From(start) };
    }

    private Ast.Selection Selection() => _token.Kind == Kind.Spread ? FragmentSelection() : Field();

    // Section 2.5, Fields.

    private Ast.Field Field()
    {
        var start = _token;
        var name = Name();
        Ast.Name? alias = null;
        if (Skip(Kind.Colon))
            (alias, name) = (name, Name());
        return new Ast.Field
        {
            Alias = alias,
            Name = name,
            Arguments = Arguments(constant: false),
            Directives = Directives(constant: false),
            SelectionSet = _token.Kind == Kind.LeftBrace ? SelectionSet() : null,
            Location = From(start),
        };
    }

    // Section 2.6, Arguments.

    private ImmutableArray<Ast.Argument> Arguments(bool constant) => constant
        ? Optional(Kind.LeftParenthesis, Kind.RightParenthesis, static parser => parser.Argument(constant: true))
        : Optional(Kind.LeftParenthesis, Kind.RightParenthesis, static parser => parser.Argument(constant: false));

    private Ast.Argument Argument(bool constant)
    {
        var start = _token;
        var name = Name();
        Expect(Kind.Colon);
        return new Ast.Argument { Name = name, Value = Value(constant), Location = From(start) };
    }

    // Section 2.9, Fragments.

    private Ast.Selection FragmentSelection()
    {
        var start = Expect(Kind.Spread);
        var hasCondition = SkipKeyword("on");
        if (!hasCondition && _token.Kind == Kind.Name)
            return new Ast.FragmentSpread { Name = Name(), Directives = Directives(constant: false), Location = From(start) };
        return new Ast.InlineFragment
        {
            TypeCondition = hasCondition ? NamedType() : null,
            Directives = Directives(constant: false),
            SelectionSet = SelectionSet(),
            Location = From(start),
        };
    }

    private Ast.FragmentDefinition Fragment(Token start, Ast.StringValue? description)
    {
        ExpectKeyword("fragment");
        if (_token is { Kind: Kind.Name, Value: "on" })
            Unexpected(_token);
        var name = Name();
        ExpectKeyword("on");
        return new Ast.FragmentDefinition
        {
            Description = description,
            Name = name,
            TypeCondition = NamedType(),
            Directives = Directives(constant: false),
            SelectionSet = SelectionSet(),
            Location = From(start),
        };
    }

    // Section 2.10, Input Values.

    private Ast.Value Value(bool constant)
    {
        var token = _token;
        switch (token.Kind)
        {
            case Kind.LeftBracket:
                var values = NestedAny<Ast.Value>(Kind.LeftBracket, Kind.RightBracket, constant
                    ? static parser => parser.Value(constant: true)
                    : static parser => parser.Value(constant: false));
                return new Ast.ListValue { Values = values, Location = From(token) };
            case Kind.LeftBrace:
                var fields = NestedAny<Ast.ObjectField>(Kind.LeftBrace, Kind.RightBrace, constant
                    ? static parser => parser.ObjectField(constant: true)
                    : static parser => parser.ObjectField(constant: false));
                return new Ast.ObjectValue { Fields = fields, Location = From(token) };
            case Kind.Int:
                Advance();
                return new Ast.IntValue { Value = token.Value!, Location = From(token) };
            case Kind.Float:
                Advance();
                return new Ast.FloatValue { Value = token.Value!, Location = From(token) };
            case Kind.String or Kind.BlockString:
                return String();
            case Kind.Name:
                Advance();
                return token.Value switch
                {
                    "true" => new Ast.BooleanValue { Value = true, Location = From(token) },
                    "false" => new Ast.BooleanValue { Value = false, Location = From(token) },
                    "null" => new Ast.NullValue { Location = From(token) },
                    _ => new Ast.EnumValue { Value = token.Value!, Location = From(token) },
                };
            case Kind.Dollar when !constant:
                return VariableName();
            case Kind.Dollar:
                Advance();
                if (_token.Kind == Kind.Name)
                    Fail(token, $"Unexpected variable \"${_token.Value}\" in constant value.");
                break;
        }
        Unexpected(token);
        return null!;
    }

    private Ast.StringValue String()
    {
        var token = _token;
        Advance();
        return new Ast.StringValue { Value = token.Value!, Block = token.Kind == Kind.BlockString, Location = From(token) };
    }

    private Ast.ObjectField ObjectField(bool constant)
    {
        var start = _token;
        var name = Name();
        Expect(Kind.Colon);
        return new Ast.ObjectField { Name = name, Value = Value(constant), Location = From(start) };
    }

    // Section 2.12, Type References.

    private Ast.Type Type()
    {
        var start = _token;
        Ast.Type type;
        if (_token.Kind == Kind.LeftBracket && Enter())
        {
            Advance();
            var of = Type();
            Expect(Kind.RightBracket);
            _depth--;
            type = new Ast.ListType { Of = of, Location = From(start) };
        }
        else
        {
            type = NamedType();
        }
        return Skip(Kind.Bang) ? new Ast.NonNullType { Of = type, Location = From(start) } : type;
    }

    private Ast.NamedType NamedType()
    {
        var start = _token;
        return new Ast.NamedType { Name = Name(), Location = From(start) };
    }

    // Section 2.13, Directives.

    private ImmutableArray<Ast.Directive> Directives(bool constant)
    {
        if (_token.Kind != Kind.At)
            return [];
        var directives = ImmutableArray.CreateBuilder<Ast.Directive>();
        while (_token.Kind == Kind.At)
        {
            var start = _token;
            Advance();
            directives.Add(new Ast.Directive { Name = Name(), Arguments = Arguments(constant), Location = From(start) });
        }
        return directives.DrainToImmutable();
    }

    // Section 3, Type System. A definition and its extension differ in that the extension may not be without anything.

    private Ast.TypeSystemDefinition? TypeSystemDefinition(Token start, Ast.StringValue? description, bool isExtension)
    {
        var definition = _token is not { Kind: Kind.Name } ? null : _token.Value switch
        {
            "schema" => SchemaDefinition(start, description, isExtension),
            "scalar" => Scalar(start, description, isExtension),
            "type" => Object(start, description, isExtension),
            "interface" => Interface(start, description, isExtension),
            "union" => Union(start, description, isExtension),
            "enum" => Enum(start, description, isExtension),
            "input" => InputObject(start, description, isExtension),
            "directive" when !isExtension => DirectiveDefinition(start, description),
            _ => (Ast.TypeSystemDefinition?)null,
        };
        if (isExtension && definition is not null && AddsNothing(definition))
            Unexpected(_token);
        return definition;
    }

    private static bool AddsNothing(Ast.TypeSystemDefinition extension) => extension switch
    {
        Ast.SchemaDefinition schema => schema.Directives.IsEmpty && schema.OperationTypes.IsEmpty,
        Ast.TypeDefinition { Directives.IsEmpty: false } => false,
        Ast.ImplementingTypeDefinition type => type.Interfaces.IsEmpty && type.Fields.IsEmpty,
        Ast.UnionTypeDefinition union => union.Members.IsEmpty,
        Ast.EnumTypeDefinition type => type.Values.IsEmpty,
        Ast.InputObjectTypeDefinition type => type.Fields.IsEmpty,
        _ => true,
    };

    private Ast.SchemaDefinition SchemaDefinition(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        var directives = Directives(constant: true);
        return new Ast.SchemaDefinition
        {
            Description = description,
            Directives = directives,
            OperationTypes = isExtension
                ? Optional(Kind.LeftBrace, Kind.RightBrace, static parser => parser.RootOperationType())
                : Many(Kind.LeftBrace, Kind.RightBrace, static parser => parser.RootOperationType()),
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.RootOperationTypeDefinition RootOperationType()
    {
        var start = _token;
        var operation = OperationType();
        Expect(Kind.Colon);
        return new Ast.RootOperationTypeDefinition { Operation = operation, Type = NamedType(), Location = From(start) };
    }

    private Ast.ScalarTypeDefinition Scalar(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        return new Ast.ScalarTypeDefinition
        {
            Description = description,
            Name = Name(),
            Directives = Directives(constant: true),
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.ObjectTypeDefinition Object(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        return new Ast.ObjectTypeDefinition
        {
            Description = description,
            Name = Name(),
            Interfaces = SkipKeyword("implements") ? Delimited(Kind.Ampersand, static parser => parser.NamedType()) : [],
            Directives = Directives(constant: true),
            Fields = Optional(Kind.LeftBrace, Kind.RightBrace, static parser => parser.FieldDefinition()),
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.InterfaceTypeDefinition Interface(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        return new Ast.InterfaceTypeDefinition
        {
            Description = description,
            Name = Name(),
            Interfaces = SkipKeyword("implements") ? Delimited(Kind.Ampersand, static parser => parser.NamedType()) : [],
            Directives = Directives(constant: true),
            Fields = Optional(Kind.LeftBrace, Kind.RightBrace, static parser => parser.FieldDefinition()),
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.FieldDefinition FieldDefinition()
    {
        var start = _token;
        var description = Description();
        var name = Name();
        var arguments = Optional(Kind.LeftParenthesis, Kind.RightParenthesis, static parser => parser.InputValue());
        Expect(Kind.Colon);
        return new Ast.FieldDefinition
        {
            Description = description,
            Name = name,
            Arguments = arguments,
            Type = Type(),
            Directives = Directives(constant: true),
            Location = From(start),
        };
    }

    private Ast.InputValueDefinition InputValue()
    {
        var start = _token;
        var description = Description();
        var name = Name();
        Expect(Kind.Colon);
        return new Ast.InputValueDefinition
        {
            Description = description,
            Name = name,
            Type = Type(),
            DefaultValue = Skip(Kind.Equals) ? Value(constant: true) : null,
            Directives = Directives(constant: true),
            Location = From(start),
        };
    }

    private Ast.UnionTypeDefinition Union(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        return new Ast.UnionTypeDefinition
        {
            Description = description,
            Name = Name(),
            Directives = Directives(constant: true),
            Members = Skip(Kind.Equals) ? Delimited(Kind.Pipe, static parser => parser.NamedType()) : [],
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.EnumTypeDefinition Enum(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        return new Ast.EnumTypeDefinition
        {
            Description = description,
            Name = Name(),
            Directives = Directives(constant: true),
            Values = Optional(Kind.LeftBrace, Kind.RightBrace, static parser => parser.EnumValueDefinition()),
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.EnumValueDefinition EnumValueDefinition()
    {
        var start = _token;
        var description = Description();
        if (_token is { Kind: Kind.Name, Value: "true" or "false" or "null" })
            Fail(_token, $"{_token} is reserved and cannot be used for an enum value.");
        return new Ast.EnumValueDefinition
        {
            Description = description,
            Name = Name(),
            Directives = Directives(constant: true),
            Location = From(start),
        };
    }

    private Ast.InputObjectTypeDefinition InputObject(Token start, Ast.StringValue? description, bool isExtension)
    {
        Advance();
        return new Ast.InputObjectTypeDefinition
        {
            Description = description,
            Name = Name(),
            Directives = Directives(constant: true),
            Fields = Optional(Kind.LeftBrace, Kind.RightBrace, static parser => parser.InputValue()),
            IsExtension = isExtension,
            Location = From(start),
        };
    }

    private Ast.DirectiveDefinition DirectiveDefinition(Token start, Ast.StringValue? description)
    {
        Advance();
        Expect(Kind.At);
        var name = Name();
        var arguments = Optional(Kind.LeftParenthesis, Kind.RightParenthesis, static parser => parser.InputValue());
        var directives = Directives(constant: true);
        var repeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        return new Ast.DirectiveDefinition
        {
            Description = description,
            Name = name,
            Arguments = arguments,
            Directives = directives,
            Repeatable = repeatable,
            Locations = Delimited(Kind.Pipe, static parser => parser.DirectiveLocation()),
            Location = From(start),
        };
    }

    private Ast.Name DirectiveLocation()
    {
        var token = _token;
        var name = Name();
        if (!Failed && !DirectiveLocations.ByName.ContainsKey(name.Value))
            Unexpected(token);
        return name;
    }

    // What productions are made of.

    private Ast.Name Name()
    {
        var token = Expect(Kind.Name);
        return new Ast.Name { Value = token.Value!, Location = From(token) };
    }

    private bool Failed => _error is not null;

    private Location From(Token start) => new(_source, start.Start, Math.Max(start.Start, _previous.End), start.Line, start.Column);

    private void Advance()
    {
        _previous = _token;
        _token = _lexer.Next();
        if (_lexer.Error is not null)
        {
            _error ??= _lexer.Error;
        }
        else if (_token.Kind != Kind.EndOfFile && ++_tokens > _options.MaxTokens)
        {
            Fail(_token, $"Document contains more than {_options.MaxTokens} tokens. Parsing aborted.", "LIMIT_TOKENS");
        }
    }

    private Token Expect(Kind kind)
    {
        var token = _token;
        if (token.Kind != kind)
            Fail(token, $"Expected {Token.Describe(kind)}, found {token}.");
        else if (kind != Kind.EndOfFile)
            Advance();
        return token;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword))
            Fail(_token, $"Expected \"{keyword}\", found {_token}.");
    }

    private bool Skip(Kind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private bool SkipKeyword(string keyword)
    {
        if (_token.Kind != Kind.Name || _token.Value != keyword)
            return false;
        Advance();
        return true;
    }

    /// <summary>One or more between the two.</summary>
    private ImmutableArray<T> Many<T>(Kind open, Kind close, Func<Parser, T> item)
    {
        Expect(open);
        var items = ImmutableArray.CreateBuilder<T>();
        do
            items.Add(item(this));
        while (!Failed && !Skip(close));
        return items.DrainToImmutable();
    }

    /// <summary>One or more between the two, or nothing at all.</summary>
    private ImmutableArray<T> Optional<T>(Kind open, Kind close, Func<Parser, T> item) =>
        _token.Kind == open ? Many(open, close, item) : [];

    /// <summary>One or more between the two, which may contain their like.</summary>
    private ImmutableArray<T> Nested<T>(Kind open, Kind close, Func<Parser, T> item)
    {
        if (!Enter())
            return [];
        var items = Many(open, close, item);
        _depth--;
        return items;
    }

    /// <summary>Any number between the two, which may contain their like.</summary>
    private ImmutableArray<T> NestedAny<T>(Kind open, Kind close, Func<Parser, T> item)
    {
        if (!Enter())
            return [];
        Expect(open);
        var items = ImmutableArray.CreateBuilder<T>();
        while (!Failed && !Skip(close))
            items.Add(item(this));
        _depth--;
        return items.DrainToImmutable();
    }

    /// <summary>One or more with the delimiter between them, which may also stand before the first.</summary>
    private ImmutableArray<T> Delimited<T>(Kind delimiter, Func<Parser, T> item)
    {
        Skip(delimiter);
        var items = ImmutableArray.CreateBuilder<T>();
        do
            items.Add(item(this));
        while (Skip(delimiter));
        return items.DrainToImmutable();
    }

    private bool Enter()
    {
        if (++_depth <= _options.MaxDepth)
            return true;
        Fail(_token, $"Document nests deeper than {_options.MaxDepth} levels. Parsing aborted.", "LIMIT_DEPTH");
        return false;
    }

    private void Unexpected(Token token) => Fail(token, $"Unexpected {token}.");

    private void Fail(Token token, string message, string? code = null)
    {
        _error ??= new GraphQLError($"Syntax Error: {message}", new Location(_source, token.Start, token.End, token.Line, token.Column))
        {
            Extensions = code is null ? null : ErrorCode.Extensions(code),
        };
        _token = new Token(Kind.EndOfFile, token.Start, token.Start, token.Line, token.Column);
    }
}
