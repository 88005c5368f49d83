using System.Globalization;
using System.Text.Json;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Types.Coercion;

namespace TalentBank.GraphQL.Tests.Types.Coercion;

public sealed class InputCoercionTests
{
    private static readonly Schema Schema = Schema.Build(
        """
        scalar Date
        enum Colour { RED GREEN }
        input Point { x: Int! y: Int = 2 colour: Colour dates: [Date!] next: Point }
        input Either @oneOf { a: Int b: String }
        type Query { field(point: Point either: Either float: Float id: ID flag: Boolean): Int }
        """,
        new ScalarCoercion("Date")
        {
            ParseValue = static raw => raw is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? Coerced.Value(date)
                : Coerced.Refused("a date is written YYYY-MM-DD"),
        });

    [Fact]
    public void Raw_values_are_coerced_as_the_reference_coerces_them() => Vectors.Check("coerce-input", static vector =>
    {
        var (_, type) = TypeOf(vector);
        var errors = new List<InputError>();
        var input = vector.GetProperty("input");
        var value = InputCoercion.Coerce(IsUndefined(input) ? null : RawValue.Of(input), type, errors);
        var expected = vector.GetProperty("errors").EnumerateArray().Select(static error => string.Join('.', error.GetProperty("path").EnumerateArray())).ToArray();
        if (!errors.Select(static error => string.Join('.', error.Path)).SequenceEqual(expected))
            return $"found {string.Join(" | ", errors)}\nexpected {vector.GetProperty("errors")}";
        return expected.Length > 0 || SameJson(value, vector.GetProperty("value")) ? null : $"gave {JsonSerializer.Serialize(value)}, expected {vector.GetProperty("value")}";
    });

    [Fact]
    public void Literals_are_coerced_as_the_reference_coerces_them() => Vectors.Check("value-from-ast", static vector =>
    {
        var (_, type) = TypeOf(vector);
        var variables = vector.TryGetProperty("variables", out var given) ? (IReadOnlyDictionary<string, object?>)RawValue.Of(given)! : null;
        var fits = LiteralCoercion.TryCoerce(Parser.ParseValue(vector.GetProperty("literal").GetString()!).Node!, type, variables, out var value, out var error);
        var expected = vector.GetProperty("value");
        if (fits == IsUndefined(expected))
            return $"{vector.GetProperty("type")} {vector.GetProperty("literal")}: {error?.Message ?? JsonSerializer.Serialize(value)}, expected {expected}";
        return !fits || SameJson(value, expected) ? null : $"gave {JsonSerializer.Serialize(value)}, expected {expected}";
    });

    [Fact]
    public void A_value_becomes_its_type_s_own()
    {
        var (value, errors) = Variable("Point", """{ "x": 1, "colour": "RED", "dates": "2026-11-22", "next": { "x": 3, "y": null } }""");

        errors.ShouldBeEmpty();
        var point = value.ShouldBeAssignableTo<IReadOnlyDictionary<string, object?>>()!;
        point.Keys.ShouldBe(["x", "y", "colour", "dates", "next"]);
        point["x"].ShouldBe(1);
        point["y"].ShouldBe(2);
        point["colour"].ShouldBe("RED");
        point["dates"].ShouldBe(new object[] { new DateOnly(2026, 11, 22) });
        ((IReadOnlyDictionary<string, object?>)point["next"]!)["y"].ShouldBeNull();
    }

    [Fact]
    public void What_a_custom_scalar_refuses_is_named_by_path_value_and_reason()
    {
        var (_, errors) = Variable("Point", """{ "x": 1, "next": { "x": 2, "dates": ["2026-11-22", "22.11.2026"] } }""");

        errors.ShouldHaveSingleItem().Message.ShouldBe(
            "Variable \"$v\" got invalid value \"22.11.2026\" at \"v.next.dates[1]\"; Expected type \"Date\"; a date is written YYYY-MM-DD");
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.0", 1)]
    [InlineData("-2147483648", int.MinValue)]
    public void An_Int_is_taken_exactly(string json, int expected)
    {
        Variable("Int", json).Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Int", "2147483648")]
    [InlineData("Int", "9007199254740993")]
    [InlineData("Int", "123456789012345678901234567890")]
    [InlineData("Int", "1.5")]
    [InlineData("Int", "1e400")]
    [InlineData("Int", "\"1\"")]
    [InlineData("Int", "true")]
    [InlineData("Float", "1e400")]
    [InlineData("Float", "\"1\"")]
    [InlineData("String", "1")]
    [InlineData("Boolean", "1")]
    [InlineData("Boolean", "\"true\"")]
    [InlineData("ID", "1.5")]
    [InlineData("ID", "true")]
    [InlineData("Colour", "\"BLUE\"")]
    [InlineData("Colour", "1")]
    [InlineData("Either", "{}")]
    [InlineData("Either", """{ "a": null }""")]
    [InlineData("Either", """{ "a": 1, "b": "x" }""")]
    [InlineData("Point", """{ "x": 1, "z": 2 }""")]
    [InlineData("Point", """{ "y": 1 }""")]
    [InlineData("Point", "[]")]
    [InlineData("Point!", "null")]
    [InlineData("[Point!]", "[null]")]
    public void What_does_not_fit_is_refused_and_the_value_shown(string type, string json)
    {
        var error = Variable(type, json).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("Variable \"$v\"");
        error.Locations.ShouldHaveSingleItem().Column.ShouldBe(7);
    }

    [Theory]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("\"4\"", "4")]
    [InlineData("4", "4")]
    public void An_ID_keeps_every_digit(string json, string expected)
    {
        Variable("ID", json).Value.ShouldBe(expected);
    }

    [Fact]
    public void A_variable_without_value_and_default_is_not_there_and_null_is()
    {
        Coerce("query($a: Int, $b: Int = 3, $c: Int) { field }", """{ "c": null }""").Values
            .ShouldBe(new Dictionary<string, object?> { ["b"] = 3, ["c"] = null }, ignoreOrder: true);
    }

    [Fact]
    public void Errors_in_variables_are_told_up_to_a_bound()
    {
        var (_, errors) = Variable("[Int]", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 10_000))}]");

        errors.Count.ShouldBe(50);
    }

    [Fact]
    public void A_value_of_any_length_is_quoted_briefly()
    {
        Variable("Int", $"\"{new string('x', 1_000_000)}\"").Errors.ShouldHaveSingleItem().Message.Length.ShouldBeLessThan(600);
    }

    private static (object? Value, List<GraphQLError> Errors) Variable(string type, string json)
    {
        var (values, errors) = Coerce($"query($v: {type}) {{ field }}", $$"""{ "v": {{json}} }""");
        return (values.GetValueOrDefault("v"), errors);
    }

    private static (IReadOnlyDictionary<string, object?> Values, List<GraphQLError> Errors) Coerce(string query, string json)
    {
        var errors = new List<GraphQLError>();
        var operation = (Ast.OperationDefinition)Parser.Parse(query).Node!.Definitions[0];
        var raw = (IReadOnlyDictionary<string, object?>)RawValue.Of(JsonDocument.Parse(json).RootElement)!;
        return (VariableCoercion.Coerce(Schema, operation, raw, errors), errors);
    }

    private static (Schema Schema, GraphQLType Type) TypeOf(JsonElement vector)
    {
        var type = vector.GetProperty("type").GetString()!;
        var sdl = $"{vector.GetProperty("typeSDL").GetString()}\ntype Query {{ field(argument: {type} i: Int f: Float id: ID): String }}";
        var schema = Schema.Build(sdl);
        return (schema, schema.Type(Parser.ParseType(type).Node!)!);
    }

    private static bool IsUndefined(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$undefined", out _);

    private static bool SameJson(object? value, JsonElement expected) =>
        JsonElement.DeepEquals(JsonSerializer.SerializeToElement(value), expected);
}
