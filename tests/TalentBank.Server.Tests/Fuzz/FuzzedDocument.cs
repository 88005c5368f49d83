using System.Text;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Tests.Fuzz;

/// <summary>
/// Writes documents by the grammar and the schema: most make sense, in some a name, type or value is another's. The same random
/// numbers give the same document.
/// </summary>
internal sealed class FuzzedDocument
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-0", "1", "-1", "20", "101", "2147483648", "-9223372036854775809", "1e400", "0.1", "\"\"", "\"x\"", "\"2026-01-01\"", "\"10000-01-01\"",
        "\"2026-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"50000.00\"", "\"1e3\"", "\"91511400DEM01001XF\"", "\"01890a5d-ac96-774b-bcce-b302099a8057\"", "\"' or 1=1 --\"", "\"%_\\\\\"",
        "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "\"眉山\"", "\"\"\"block \\\"\"\" text\"\"\"", "OPERATIONS", "ENTERPRISE", "[]", "[[1]]", "{}", "{ a: 1 }", "\"talent-00000000-0000-7000-8000-000000000000\"",
        "\"enterprise-91511400DEM01001XF\"", "$v0", "$missing",
    ];

    private readonly Schema _schema;
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _fragments = [];
    private readonly List<(string Name, GraphQLType Type)> _variables = [];
    private int _aliases;

    private FuzzedDocument(Schema schema, Random random)
    {
        _schema = schema;
        _random = random;
    }

    /// <summary>A document, and the variables that it declares.</summary>
    public static (string Text, IReadOnlyList<(string Name, GraphQLType Type)> Variables) Write(Schema schema, Random random) => new FuzzedDocument(schema, random).Write();

    /// <summary>A value that the type may have, as JSON; now and then any other.</summary>
    public static string Json(Random random, GraphQLType type, int depth = 0) => type switch
    {
        _ when random.Next(80) == 0 => Pick(random, "null", "true", "1e400", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "[[[[]]]]", "{\"__proto__\":{}}", "-0", "\"😀\""),
        NonNullType nonNull => Json(random, nonNull.Of, depth),
        ListType list => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(random, list.Of, depth + 1)))}]",
        EnumType choice => $"\"{choice.Values[random.Next(choice.Values.Length)].Name}\"",
        InputObjectType input => $"{{{string.Join(',', input.Fields.Where(field => field.IsRequired || (depth < 5 && random.Next(3) == 0)).Select(field => $"\"{field.Name}\":{(depth < 8 ? Json(random, field.Type, depth + 1) : "null")}"))}}}",
        ScalarType { Name: "Int" or "Quantity" or "LogPosition" } => $"{random.Next(-2, 120)}",
        ScalarType { Name: "Boolean" } => random.Next(2) == 0 ? "true" : "false",
        ScalarType { Name: "Float" } => "0.5",
        ScalarType { Name: "Date" } => "\"2026-01-01\"",
        ScalarType { Name: "DateTime" } => "\"2026-01-01T00:00:00Z\"",
        ScalarType { Name: "Yuan" } => "\"100.00\"",
        ScalarType { Name: "UUID" } => $"\"{new Guid(Bytes(random))}\"",
        ScalarType { Name: "Uscc" } => "\"91511400DEM01001XF\"",
        _ => Pick(random, "\"x\"", "\"\"", "\"OPERATIONS\"", "\"enterprise-91511400DEM01001XF\"", "\"' or 1=1 --\"", "\"眉山\"", "\"%\"", "\"talent-x\""),
    };

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private (string Text, IReadOnlyList<(string, GraphQLType)> Variables) Write()
    {
        var root = _random.Next(8) == 0 && _schema.MutationType is { } mutation ? mutation : _schema.QueryType!;
        Selections(root, 0);
        var body = _text.ToString();
        _text.Clear();
        _text.Append(ReferenceEquals(root, _schema.QueryType) ? "query" : "mutation").Append(One(20) ? " Named" : "");
        if (_variables.Count > 0)
            _text.Append('(').AppendJoin(", ", _variables.Select(variable => $"${variable.Name}: {(One(150) ? "Int" : variable.Type)}")).Append(')');
        _text.Append(' ').Append(body).AppendJoin(' ', _fragments);
        return (_text.ToString(), _variables);
    }

    private void Selections(CompositeType type, int depth)
    {
        _text.Append("{ ");
        var fields = (type as ImplementingType)?.Fields ?? [];
        for (var count = 1 + _random.Next(depth == 0 ? 3 : 4); count > 0; count--)
        {
            switch (_random.Next(16))
            {
                case 0 when type.PossibleTypes is [_, ..]:
                    var possible = type.PossibleTypes[_random.Next(type.PossibleTypes.Length)];
                    _text.Append("... on ").Append(possible.Name).Append(' ');
                    Selections(possible, depth + 1);
                    break;
                case 1 when _fragments.Count < 4 && depth < 6:
                    Fragment(type, depth);
                    break;
                case 2:
                    _text.Append("__typename ");
                    break;
                case 3 when One(6):
                    _text.Append("__schema { types { name fields { name type { name ofType { name } } } } } ");
                    break;
                default:
                    if (fields.Length > 0)
                        Field(fields[_random.Next(fields.Length)], depth);
                    else
                        _text.Append("__typename ");
                    break;
            }
        }
        _text.Append("} ");
    }

    /// <summary>A fragment's text is written apart, and stands after the operation.</summary>
    private void Fragment(CompositeType type, int depth)
    {
        var name = $"F{_fragments.Count}";
        _fragments.Add("");
        var outer = _text.ToString();
        _text.Clear().Append("fragment ").Append(name).Append(" on ").Append(type.Name).Append(' ');
        Selections(type, depth + 1);
        if (One(60))
            _text.Insert(_text.Length - 2, $"...{name} ");
        _fragments[int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture)] = _text.ToString();
        _text.Clear().Append(outer).Append("...").Append(name).Append(' ');
    }

    private void Field(Field field, int depth)
    {
        var given = field.Arguments.Where(argument => argument.IsRequired || One(5)).ToList();
        // With arguments the same key would seldom mean the same twice.
        if (given.Count > 0 || One(8))
            _text.Append('a').Append(One(20) ? 0 : ++_aliases).Append(": ");
        _text.Append(One(150) ? field.Name + "x" : field.Name);
        if (given.Count > 0)
        {
            _text.Append('(');
            foreach (var argument in given)
            {
                _text.Append(argument.Name).Append(": ");
                Argument(argument);
                _text.Append(' ');
            }
            _text.Append(')');
        }
        if (One(30))
            _text.Append(" @").Append(Pick(_random, "include(if: true)", "skip(if: true)", "skip(if: false)", "unknown", "include(if: $v0)", "deprecated"));
        _text.Append(' ');
        if (field.Type.Named is CompositeType composite && !One(200))
        {
            if (depth < 8)
                Selections(composite, depth + 1);
            else
                _text.Append("{ __typename } ");
        }
    }

    private void Argument(Argument argument)
    {
        if (One(2) || argument.Type.Named is InputObjectType)
        {
            var name = $"v{_variables.Count}";
            _variables.Add((name, argument.Type));
            _text.Append('$').Append(name);
        }
        else
        {
            _text.Append(argument.Type.Named switch
            {
                EnumType choice => choice.Values[_random.Next(choice.Values.Length)].Name,
                ScalarType { Name: "Int" } when !One(15) => $"{_random.Next(1, 30)}",
                ScalarType { Name: "ID" or "String" } when !One(15) => "\"x\"",
                ScalarType { Name: "Boolean" } when !One(15) => "true",
                ScalarType { Name: "Date" } when !One(15) => "\"2026-01-01\"",
                _ => Values[_random.Next(Values.Length)],
            });
        }
    }

    private bool One(int of) => _random.Next(of) == 0;
}
