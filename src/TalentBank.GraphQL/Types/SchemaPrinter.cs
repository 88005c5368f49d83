using System.Text;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>
/// Writes a schema as SDL, without what every schema has. Of the directives on definitions it shows those that change what a
/// client may do: <c>@deprecated</c>, <c>@specifiedBy</c> and <c>@oneOf</c>.
/// </summary>
public sealed class SchemaPrinter
{
    private readonly StringBuilder _text = new();
    private readonly bool _sorted;

    private SchemaPrinter(bool sorted) => _sorted = sorted;

    /// <summary>The schema in its own order.</summary>
    public static string Print(Schema schema) => new SchemaPrinter(sorted: false).Schema(schema);

    /// <summary>The schema with everything in it sorted by name, so that two prints can be compared.</summary>
    public static string PrintSorted(Schema schema) => new SchemaPrinter(sorted: true).Schema(schema);

    private string Schema(Schema schema)
    {
        Root(schema);
        foreach (var directive in Ordered(schema.DirectiveDefinitions, static directive => directive.Name))
        {
            if (!BuiltInDefinitions.Directives.ContainsKey(directive.Name))
                Directive(directive);
        }
        foreach (var type in Ordered(schema.Types, static type => type.Name))
        {
            if (!BuiltInDefinitions.Types.ContainsKey(type.Name))
                Type(type);
        }
        return _text.ToString();
    }

    private IEnumerable<T> Ordered<T>(IEnumerable<T> items, Func<T, string> name) => _sorted ? items.OrderBy(name, NaturalOrder.Instance) : items;

    private void Root(Schema schema)
    {
        var roots = Enum.GetValues<OperationType>()
            .Select(operation => (Operation: operation, Type: schema.RootType(operation)))
            .Where(static root => root.Type is not null)
            .ToArray();
        if (schema.Description is null && Array.TrueForAll(roots, static root => root.Type!.Name == root.Operation.ToString()))
            return;
        Description(schema.Description, "", first: true);
        _text.Append("schema");
        Block(roots, root => _text.Append("  ").Append(root.Operation.Keyword()).Append(": ").Append(root.Type));
    }

    private void Directive(DirectiveDefinition directive)
    {
        Paragraph();
        Description(directive.Description, "", first: true);
        _text.Append("directive ").Append(directive);
        Arguments(directive.Arguments, "");
        Deprecated(directive.DeprecationReason);
        var locations = Ordered(directive.Locations.Select(static location => location.SdlName()), static name => name);
        _text.Append(directive.IsRepeatable ? " repeatable on " : " on ").AppendJoin(" | ", locations);
    }

    private void Type(NamedType type)
    {
        Paragraph();
        Description(type.Description, "", first: true);
        switch (type)
        {
            case ScalarType scalar:
                _text.Append("scalar ").Append(type.Name);
                if (scalar.SpecifiedBy is { } url)
                    _text.Append(" @specifiedBy(url: ").Append(Printer.PrintString(url)).Append(')');
                break;
            case ImplementingType implementing:
                _text.Append(type is ObjectType ? "type " : "interface ").Append(type.Name);
                if (!implementing.Interfaces.IsEmpty)
                    _text.Append(" implements ").AppendJoin(" & ", Ordered(implementing.Interfaces, static implemented => implemented.Name));
                Fields(implementing);
                break;
            case UnionType union:
                _text.Append("union ").Append(type.Name);
                if (!union.PossibleTypes.IsEmpty)
                    _text.Append(" = ").AppendJoin(" | ", Ordered(union.PossibleTypes, static member => member.Name));
                break;
            case EnumType enumType:
                _text.Append("enum ").Append(type.Name);
                Values(enumType);
                break;
            case InputObjectType input:
                _text.Append("input ").Append(type.Name).Append(input.IsOneOf ? " @oneOf" : "");
                InputFields(input);
                break;
        }
    }

    private void Fields(ImplementingType type)
    {
        var first = true;
        Block(Ordered(type.Fields, static field => field.Name), field =>
        {
            Description(field.Description, "  ", first);
            first = false;
            _text.Append("  ").Append(field.Name);
            Arguments(field.Arguments, "  ");
            _text.Append(": ").Append(field.Type);
            Deprecated(field.DeprecationReason);
        });
    }

    private void Values(EnumType type)
    {
        var first = true;
        Block(Ordered(type.Values, static value => value.Name), value =>
        {
            Description(value.Description, "  ", first);
            first = false;
            _text.Append("  ").Append(value.Name);
            Deprecated(value.DeprecationReason);
        });
    }

    private void InputFields(InputObjectType type)
    {
        var first = true;
        Block(Ordered(type.Fields, static field => field.Name), field =>
        {
            Description(field.Description, "  ", first);
            first = false;
            _text.Append("  ");
            Input(field);
        });
    }

    /// <summary>On one line unless one of them is described.</summary>
    private void Arguments(IReadOnlyList<Argument> arguments, string indentation)
    {
        if (arguments.Count == 0)
            return;
        var oneLine = arguments.All(static argument => string.IsNullOrEmpty(argument.Description));
        var first = true;
        _text.Append(oneLine ? "(" : "(\n");
        foreach (var argument in Ordered(arguments, static argument => argument.Name))
        {
            if (!first)
                _text.Append(oneLine ? ", " : "\n");
            if (!oneLine)
            {
                Description(argument.Description, $"  {indentation}", first);
                _text.Append("  ").Append(indentation);
            }
            Input(argument);
            first = false;
        }
        _text.Append(oneLine ? ")" : $"\n{indentation})");
    }

    private void Input(InputValue input)
    {
        _text.Append(input.Name).Append(": ").Append(input.Type);
        if (input.HasDefault)
            _text.Append(" = ").Append(DefaultPrint.Of(input));
        Deprecated(input.DeprecationReason);
    }

    private void Deprecated(string? reason)
    {
        if (reason == AppliedDirectives.DefaultDeprecationReason)
            _text.Append(" @deprecated");
        else if (reason is not null)
            _text.Append(" @deprecated(reason: ").Append(Printer.PrintString(reason)).Append(')');
    }

    private void Block<T>(IEnumerable<T> items, Action<T> print)
    {
        var any = false;
        foreach (var item in items)
        {
            _text.Append(any ? "\n" : " {\n");
            any = true;
            print(item);
        }
        if (any)
            _text.Append("\n}");
    }

    private void Paragraph()
    {
        if (_text.Length > 0)
            _text.Append("\n\n");
    }

    private void Description(string? description, string indentation, bool first)
    {
        if (description is null)
            return;
        var print = BlockString.IsPrintable(description) ? BlockString.Print(description) : Printer.PrintString(description);
        if (indentation.Length > 0 && !first)
            _text.Append('\n');
        _text.Append(indentation).Append(print.Replace("\n", $"\n{indentation}", StringComparison.Ordinal)).Append('\n');
    }
}
