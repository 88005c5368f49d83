using System.Buffers;
using System.Text.Json;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests.Types.Introspection;

public sealed class IntrospectionTests
{
    [Fact]
    public void A_schema_describes_itself_as_the_reference_does()
    {
        var query = Parser.Parse(Vectors.Text("introspection-query.graphql")).Node!;
        Vectors.Check("introspection", vector =>
        {
            var schema = SchemaBuilder.Build(Parser.Parse(vector.GetProperty("sdl").GetString()!).Node!, [], []);
            Validator.Validate(schema, query).ShouldBeEmpty();
            var answer = Answer(schema, query);
            return Difference("", answer.GetProperty("data"), vector.GetProperty("introspection"));
        });
    }

    [Fact]
    public void What_is_deprecated_is_shown_on_request_only()
    {
        var schema = Schema.Build(
            """
            type Query { old(a: Int @deprecated, b: Int): Int @deprecated(reason: "use new") new(c: C, i: I): Int }
            enum C { RED @deprecated GREEN }
            input I { a: Int @deprecated b: Int }
            directive @d @deprecated on FIELD
            """);
        var query = Parser.Parse(
            """
            query ($all: Boolean!) {
              __type(name: "Query") { fields(includeDeprecated: $all) { name deprecationReason args(includeDeprecated: $all) { name } } }
              c: __type(name: "C") { enumValues(includeDeprecated: $all) { name } }
              i: __type(name: "I") { inputFields(includeDeprecated: $all) { name } }
              __schema { directives(includeDeprecated: $all) { name } }
            }
            """).Node!;

        var shown = Answer(schema, query, new Dictionary<string, object?> { ["all"] = true }).GetRawText();
        var hidden = Answer(schema, query, new Dictionary<string, object?> { ["all"] = false }).GetRawText();

        foreach (var name in (string[])["\"old\"", "\"use new\"", "\"RED\"", "\"a\"", "\"d\""])
        {
            shown.ShouldContain(name);
            hidden.ShouldNotContain(name);
        }
    }

    [Fact]
    public void A_type_that_the_schema_lacks_is_null()
    {
        Answer(Schema.Build("type Query { a: Int }"), Parser.Parse("{ __type(name: \"None\") { name } }").Node!)
            .GetRawText().ShouldBe("""{"data":{"__type":null}}""");
    }

    private static JsonElement Answer(Schema schema, Ast.Document query, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new Executor(schema, new Resolvers()).Execute(query, variables: variables).AsTask().Result.WriteTo(buffer);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    private static string? Difference(string path, JsonElement actual, JsonElement expected)
    {
        if (actual.ValueKind != expected.ValueKind)
            return $"{path}: {actual}, expected {expected}";
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                return expected.EnumerateObject()
                    .Select(field => actual.TryGetProperty(field.Name, out var value) ? Difference($"{path}.{field.Name}", value, field.Value) : $"{path}.{field.Name} is missing")
                    .FirstOrDefault(static difference => difference is not null);
            case JsonValueKind.Array when actual.GetArrayLength() != expected.GetArrayLength():
                return $"{path}: {actual.GetArrayLength()} items, expected {expected.GetArrayLength()}";
            case JsonValueKind.Array:
                return actual.EnumerateArray().Zip(expected.EnumerateArray())
                    .Select((pair, index) => Difference($"{path}[{index}]", pair.First, pair.Second))
                    .FirstOrDefault(static difference => difference is not null);
            default:
                return JsonElement.DeepEquals(actual, expected) ? null : $"{path}: {actual}, expected {expected}";
        }
    }
}
