using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace TalentBank.GraphQL.Language;

/// <summary>Writes a syntax tree as the canonical text, which reads back as the same tree.</summary>
public sealed class Printer
{
    /// <summary>A field whose arguments make it longer than this has them on lines of their own.</summary>
    private const int LongestLine = 80;

    private readonly StringBuilder _text = new();
    private int _indentation;

    private Printer()
    {
    }

    public static string Print(Ast.Node node)
    {
        var printer = new Printer();
        printer.Node(node);
        return printer._text.ToString();
    }

    /// <summary>A string value between single quotes (specification, section 2.10.3).</summary>
    public static string PrintString(string value)
    {
        var print = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => print.Append("\\\""),
                '\\' => print.Append("\\\\"),
                '\b' => print.Append("\\b"),
                '\t' => print.Append("\\t"),
                '\n' => print.Append("\\n"),
                '\f' => print.Append("\\f"),
                '\r' => print.Append("\\r"),
                _ when char.IsControl(character) => print.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => print.Append(character),
            };
        }
        return print.Append('"').ToString();
    }

    private void Node(Ast.Node node)
    {
        switch (node)
        {
            case Ast.Document document: Separated(document.Definitions, "\n\n"); break;
            case Ast.OperationDefinition operation: Operation(operation); break;
            case Ast.FragmentDefinition fragment: Fragment(fragment); break;
            case Ast.TypeSystemDefinition definition: TypeSystemDefinition(definition); break;
            case Ast.Value value: Value(value); break;
            case Ast.Type type: Type(type); break;
            case Ast.SelectionSet selectionSet: Block(selectionSet.Selections); break;
            case Ast.Field field: Field(field); break;
            case Ast.FragmentSpread spread: Write("..."); Write(spread.Name.Value); Directives(spread.Directives); break;
            case Ast.InlineFragment fragment: InlineFragment(fragment); break;
            case Ast.Argument argument: Named(argument.Name, argument.Value); break;
            case Ast.ObjectField field: Named(field.Name, field.Value); break;
            case Ast.Directive directive: Write("@"); Write(directive.Name.Value); Parenthesized(directive.Arguments); break;
            case Ast.VariableDefinition variable: Variable(variable); break;
            case Ast.Name name: Write(name.Value); break;
            case Ast.RootOperationTypeDefinition root: Write(root.Operation.Keyword()); Write(": "); Type(root.Type); break;
            case Ast.FieldDefinition field: FieldDefinition(field); break;
            case Ast.InputValueDefinition input: InputValue(input); break;
            case Ast.EnumValueDefinition value: Description(value.Description); Write(value.Name.Value); Directives(value.Directives); break;
            default: throw new ArgumentOutOfRangeException(nameof(node), node.GetType(), "Not a kind of node.");
        }
    }

    private void Operation(Ast.OperationDefinition operation)
    {
        var start = _text.Length;
        Description(operation.Description);
        Write(operation.Operation.Keyword());
        if (operation.Name is not null || !operation.Variables.IsEmpty)
            Write(" ");
        Write(operation.Name?.Value ?? "");
        if (operation.Variables.Any(static variable => variable.Description is not null))
        {
            Write("(\n");
            Separated(operation.Variables, "\n");
            Write("\n)");
        }
        else
        {
            Parenthesized(operation.Variables);
        }
        Directives(operation.Directives);
        if (_text.Length - start == "query".Length && operation.Operation == OperationType.Query)
            _text.Length = start;
        else
            Write(" ");
        Block(operation.SelectionSet.Selections);
    }

    private void Fragment(Ast.FragmentDefinition fragment)
    {
        Description(fragment.Description);
        Write("fragment ");
        Write(fragment.Name.Value);
        Write(" on ");
        Type(fragment.TypeCondition);
        Directives(fragment.Directives);
        Write(" ");
        Block(fragment.SelectionSet.Selections);
    }

    private void Variable(Ast.VariableDefinition variable)
    {
        Description(variable.Description);
        Value(variable.Variable);
        Write(": ");
        Type(variable.Type);
        Default(variable.DefaultValue);
        Directives(variable.Directives);
    }

    private void Field(Ast.Field field)
    {
        var (start, indentation) = (_text.Length, _indentation);
        if (field.Alias is not null)
        {
            Write(field.Alias.Value);
            Write(": ");
        }
        Write(field.Name.Value);
        var afterName = _text.Length;
        Parenthesized(field.Arguments);
        if (Length(start, indentation) > LongestLine && !field.Arguments.IsEmpty)
        {
            _text.Length = afterName;
            Lines("(", field.Arguments, ")");
        }
        Directives(field.Directives);
        if (field.SelectionSet is not null)
        {
            Write(" ");
            Block(field.SelectionSet.Selections);
        }
    }

    /// <summary>How long the print is from there on, were it not indented.</summary>
    private int Length(int start, int indentation)
    {
        var lines = 0;
        for (var index = start; index < _text.Length; index++)
        {
            if (_text[index] == '\n')
                lines++;
        }
        return _text.Length - start - (lines * indentation);
    }

    private void InlineFragment(Ast.InlineFragment fragment)
    {
        Write("...");
        if (fragment.TypeCondition is not null)
        {
            Write(" on ");
            Type(fragment.TypeCondition);
        }
        Directives(fragment.Directives);
        Write(" ");
        Block(fragment.SelectionSet.Selections);
    }

    private void Value(Ast.Value value)
    {
        switch (value)
        {
            case Ast.Variable variable: Write("$"); Write(variable.Name.Value); break;
            case Ast.IntValue number: Write(number.Value); break;
            case Ast.FloatValue number: Write(number.Value); break;
            case Ast.BooleanValue boolean: Write(boolean.Value ? "true" : "false"); break;
            case Ast.StringValue text: Write(text.Block ? BlockString.Print(text.Value) : PrintString(text.Value)); break;
            case Ast.NullValue: Write("null"); break;
            case Ast.EnumValue name: Write(name.Value); break;
            case Ast.ListValue list: Write("["); Separated(list.Values, ", "); Write("]"); break;
            case Ast.ObjectValue fields: Write("{"); Separated(fields.Fields, ", "); Write("}"); break;
        }
    }

    private void Type(Ast.Type type)
    {
        switch (type)
        {
            case Ast.NamedType named: Write(named.Name.Value); break;
            case Ast.ListType list: Write("["); Type(list.Of); Write("]"); break;
            case Ast.NonNullType nonNull: Type(nonNull.Of); Write("!"); break;
        }
    }

    private void TypeSystemDefinition(Ast.TypeSystemDefinition definition)
    {
        Description(definition.Description);
        if (definition.IsExtension)
            Write("extend ");
        switch (definition)
        {
            case Ast.SchemaDefinition schema:
                Write("schema");
                Directives(schema.Directives);
                OptionalBlock(schema.OperationTypes);
                break;
            case Ast.DirectiveDefinition directive:
                Write("directive @");
                Write(directive.Name.Value);
                ArgumentDefinitions(directive.Arguments);
                Directives(directive.Directives);
                Write(directive.Repeatable ? " repeatable on " : " on ");
                Separated(directive.Locations, " | ");
                break;
            case Ast.TypeDefinition type:
                TypeDefinition(type);
                break;
        }
    }

    private void TypeDefinition(Ast.TypeDefinition type)
    {
        Write(type switch
        {
            Ast.ScalarTypeDefinition => "scalar ",
            Ast.ObjectTypeDefinition => "type ",
            Ast.InterfaceTypeDefinition => "interface ",
            Ast.UnionTypeDefinition => "union ",
            Ast.EnumTypeDefinition => "enum ",
            _ => "input ",
        });
        Write(type.Name.Value);
        if (type is Ast.ImplementingTypeDefinition { Interfaces: { IsEmpty: false } interfaces })
        {
            Write(" implements ");
            Separated(interfaces, " & ");
        }
        Directives(type.Directives);
        switch (type)
        {
            case Ast.ImplementingTypeDefinition fields: OptionalBlock(fields.Fields); break;
            case Ast.EnumTypeDefinition values: OptionalBlock(values.Values); break;
            case Ast.InputObjectTypeDefinition fields: OptionalBlock(fields.Fields); break;
            case Ast.UnionTypeDefinition { Members: { IsEmpty: false } members }: Write(" = "); Separated(members, " | "); break;
        }
    }

    private void FieldDefinition(Ast.FieldDefinition field)
    {
        Description(field.Description);
        Write(field.Name.Value);
        ArgumentDefinitions(field.Arguments);
        Write(": ");
        Type(field.Type);
        Directives(field.Directives);
    }

    private void ArgumentDefinitions(ImmutableArray<Ast.InputValueDefinition> arguments)
    {
        var start = _text.Length;
        Parenthesized(arguments);
        if (!_text.ToString(start, _text.Length - start).Contains('\n', StringComparison.Ordinal))
            return;
        _text.Length = start;
        Lines("(", arguments, ")");
    }

    private void InputValue(Ast.InputValueDefinition input)
    {
        Description(input.Description);
        Write(input.Name.Value);
        Write(": ");
        Type(input.Type);
        Default(input.DefaultValue);
        Directives(input.Directives);
    }

    private void Description(Ast.StringValue? description)
    {
        if (description is null)
            return;
        Value(description);
        Write("\n");
    }

    private void Default(Ast.Value? value)
    {
        if (value is null)
            return;
        Write(" = ");
        Value(value);
    }

    private void Directives(ImmutableArray<Ast.Directive> directives)
    {
        foreach (var directive in directives)
        {
            Write(" ");
            Node(directive);
        }
    }

    private void Named(Ast.Name name, Ast.Value value)
    {
        Write(name.Value);
        Write(": ");
        Value(value);
    }

    private void Parenthesized<T>(ImmutableArray<T> nodes)
        where T : Ast.Node
    {
        if (nodes.IsEmpty)
            return;
        Write("(");
        Separated(nodes, ", ");
        Write(")");
    }

    private void OptionalBlock<T>(ImmutableArray<T> nodes)
        where T : Ast.Node
    {
        if (nodes.IsEmpty)
            return;
        Write(" ");
        Block(nodes);
    }

    private void Block<T>(ImmutableArray<T> nodes)
        where T : Ast.Node => Lines("{", nodes, "}");

    private void Lines<T>(string open, ImmutableArray<T> nodes, string close)
        where T : Ast.Node
    {
        Write(open);
        _indentation += 2;
        Write("\n");
        Separated(nodes, "\n");
        _indentation -= 2;
        Write("\n");
        Write(close);
    }

    private void Separated<T>(ImmutableArray<T> nodes, string separator)
        where T : Ast.Node
    {
        var first = true;
        foreach (var node in nodes)
        {
            if (!first)
                Write(separator);
            first = false;
            Node(node);
        }
    }

    /// <summary>Every line of a block is indented, those of a block string too: dedenting takes it away again.</summary>
    private void Write(string text)
    {
        if (_indentation == 0 || !text.Contains('\n', StringComparison.Ordinal))
            _text.Append(text);
        else
            _text.Append(text.Replace("\n", "\n" + new string(' ', _indentation), StringComparison.Ordinal));
    }
}
