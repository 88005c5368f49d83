using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Types.Sdl;

namespace TalentBank.GraphQL.Tests.Types;

public sealed class SdlRulesTests
{
    [Fact]
    public void Documents_are_refused_where_the_reference_refuses_them()
    {
        var rules = SdlRules.All.ToDictionary(static rule => $"{rule.Method.DeclaringType!.Name}Rule");
        var schemas = Vectors.Read("schemas").ToDictionary(static line => line.GetProperty("id").GetInt32(), static line => line.GetProperty("sdl").GetString()!);
        Vectors.Check("sdl-validation", vector =>
        {
            var extended = vector.GetProperty("extending") is { ValueKind: System.Text.Json.JsonValueKind.Number } id ? Unchecked(schemas[id.GetInt32()]) : null;
            var context = new SdlContext(Parser.Parse(vector.GetProperty("document").GetString()!).Node!, extended);
            foreach (var rule in vector.GetProperty("rules").EnumerateArray())
                rules[rule.GetString()!](context);
            var expected = vector.GetProperty("errors").EnumerateArray().Select(Vectors.Places).ToArray();
            var actual = context.Errors.Select(Vectors.Places).ToArray();
            return actual.SequenceEqual(expected)
                ? null
                : $"{vector.GetProperty("document")}\nfound {string.Join(" | ", context.Errors)} at {string.Join(" | ", actual)}\nexpected {vector.GetProperty("errors")}";
        });
    }

    [Fact]
    public void An_extension_does_not_make_an_input_object_a_OneOf_one()
    {
        SdlRules.Validate(Parser.Parse("type Query { a(b: B): Int } input B { c: Int } extend input B @oneOf").Node!)
            .ShouldHaveSingleItem().Message.ShouldBe("\"@oneOf\" may not be used on an extension of input object type \"B\".");
        SdlRules.Validate(Parser.Parse("type Query { a(b: B): Int } input B @oneOf { c: Int } extend input B { d: Int }").Node!).ShouldBeEmpty();
    }

    private static Schema Unchecked(string sdl) => SchemaBuilder.Build(Parser.Parse(sdl).Node!, [], []);
}
