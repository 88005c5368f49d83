using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests.Validation;

public class ValidatorTests
{
    private static readonly Schema Schema = Schema.Build("""
        type Query { dog: Dog  pet(of: Int): Pet  a(x: Int): Query }
        type Subscription { news: String  more: String }
        interface Pet { name: String }
        type Dog implements Pet { name: String  barks: Boolean }
        """);

    [Fact]
    public void A_document_that_makes_sense_has_no_errors() => Messages("{ dog { name ... on Pet { n: name } } }").ShouldBeEmpty();

    [Fact]
    public void Errors_say_what_and_where()
    {
        var error = Validate("{\n  dog {\n    nam\n  }\n}").ShouldHaveSingleItem();

        error.Message.ShouldBe("Cannot query field \"nam\" on type \"Dog\". Did you mean \"name\"?");
        Vectors.Places(error).ShouldBe("3:5");
    }

    [Fact]
    public void Suggestions_can_be_turned_off() =>
        Messages("{ dgo { name } pet { barks } d: dog dog { ...D @skpi name(if: 1) } }", new ValidationOptions { Suggestions = false })
            .ShouldAllBe(message => !message.Contains("Did you mean"));

    [Fact]
    public void A_fragment_is_suggested_for_a_field_of_another_type() =>
        Messages("{ pet { barks } }").ShouldBe(["Cannot query field \"barks\" on type \"Pet\". Did you mean to use an inline fragment on \"Dog\"?"]);

    [Fact]
    public void No_more_errors_are_told_than_wanted()
    {
        var query = $"{{ {string.Join(' ', Enumerable.Range(0, 100).Select(i => $"x{i}"))} }}";

        Validate(query).Length.ShouldBe(100);
        Validate(query, new ValidationOptions { MaxErrors = 5 }).Length.ShouldBe(5);
    }

    [Theory]
    [InlineData("subscription { news @skip(if: true) }")]
    [InlineData("subscription { ... @include(if: true) { news } }")]
    public void A_subscription_s_field_is_not_chosen_by_a_condition(string query) =>
        Messages(query).ShouldBe(["Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection."]);

    [Fact]
    public void A_field_that_stands_there_again_conflicts_at_each_of_its_places() =>
        Validate("{ dog { x: name x: barks x: name } }").Select(Vectors.Places).ShouldBe(["1:9 1:17", "1:17 1:26"]);

    /// <summary>Section 5.3.2: SameResponseShape() knows <c>__typename</c> too.</summary>
    [Fact]
    public void The_name_of_a_type_has_a_shape_like_any_field() =>
        Messages("{ pet { ... on Dog { x: barks } ... on Query { x: __typename } } }")
            .ShouldContain(message => message.Contains("conflicting types \"Boolean\" and \"String!\""));

    [Fact]
    public void A_fragment_bomb_costs_no_more_than_its_text()
    {
        var bomb = Fragments(1_000, i => $"a {{ ...F{i + 1} }} b: a {{ ...F{i + 1} ...F{i + 1} }}");

        Messages($"{{ ...F0 }} {bomb}", new ValidationOptions { MaxNesting = 10_000 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_bomb_of_introspection_costs_no_more_than_its_text()
    {
        var bomb = Fragments(1_000, i => $"...F{i + 1} ... {{ ...F{i + 1} }}", "__Type", "name");

        Messages($"{{ __schema {{ types {{ ...F0 }} }} }} {bomb}", new ValidationOptions { MaxNesting = 10_000 }).ShouldBeEmpty();
    }

    [Fact]
    public void Fragments_that_come_round_are_found_wherever_they_do()
    {
        var ring = Fragments(2_000, i => $"a {{ ...F{(i + 1) % 2_000} }} ...F{(i + 7) % 2_000}");

        Validate($"{{ ...F0 }} {ring}", new ValidationOptions { MaxNesting = 100_000 })
            .ShouldContain(error => error.Message.StartsWith("Cannot spread fragment"));
    }

    [Fact]
    public void A_document_nested_too_deep_by_its_fragments_is_refused_for_that_alone()
    {
        var chain = Fragments(50_000, i => $"a {{ ...F{i + 1} }}");

        Messages($"{{ ...F0 }} {chain}").ShouldHaveSingleItem().ShouldBe("The document is nested more than 200 deep.");
    }

    [Fact]
    public void A_document_nested_too_deep_in_its_text_is_refused_for_that_alone()
    {
        Messages($"{{ {Repeat("a { ", 300)} dog {Repeat("}", 300)} }}").ShouldHaveSingleItem().ShouldBe("The document is nested more than 200 deep.");
        Messages($"{{ a(x: {Repeat("[", 300)}{Repeat("]", 300)}) {{ dog {{ name }} }} }}").ShouldHaveSingleItem().ShouldBe("The document is nested more than 200 deep.");
    }

    [Fact]
    public void As_deep_as_allowed_is_not_too_deep() =>
        Messages($"{{ {Repeat("a { ", 198)} dog {{ name }} {Repeat("}", 198)} }}").ShouldBeEmpty();

    [Theory]
    [InlineData("a(x: 1) { dog { name } }")]
    [InlineData("a { dog { name } }")]
    public void A_thousand_fields_under_one_key_are_refused_before_they_are_all_compared(string field)
    {
        // 2,000 fields make two million pairs: more than the budget, whatever they are.
        Messages($"{{ {Repeat(field + " ", 2_000)} }}").ShouldBe(["The document has too many fields under the same response keys to compare them all."]);
    }

    [Fact]
    public void Of_a_thousand_conflicts_below_one_field_some_are_told()
    {
        string Fields(int argument) => string.Concat(Enumerable.Range(0, 1_000).Select(i => $"f{i}: a(x: {argument}) {{ dog {{ name }} }} "));

        var error = Validate($"{{ a {{ {Fields(1)} }} a {{ {Fields(2)} }} }}").ShouldHaveSingleItem();

        error.Locations.Length.ShouldBe(42);   // the two fields, and twenty pairs below them
    }

    [Fact]
    public void The_same_plain_field_many_times_is_one() => Messages($"{{ dog {{ {Repeat("name ", 10_000)} }} }}").ShouldBeEmpty();

    [Fact]
    public void Fields_that_conflict_only_through_fragments_are_found() =>
        Messages("{ pet(of: 1) { name } ...F0 } " + Fragments(20, i => $"...F{i + 1} ...F{i + 1}", last: "pet(of: 2) { name }"))
            .ShouldHaveSingleItem().ShouldContain("they have differing arguments");

    [Fact]
    public void Objects_given_in_another_order_are_the_same_argument()
    {
        var schema = Schema.Build("type Query { f(o: O): Int } input O { a: Int  b: [Int] }");

        Validator.Validate(schema, Parser.Parse("{ f(o: {a: 1, b: [2, 3]}) f(o: {b: [2, 3], a: 1}) }").Node!).ShouldBeEmpty();
        Validator.Validate(schema, Parser.Parse("{ f(o: {a: 1, b: [2, 3]}) f(o: {b: [3, 2], a: 1}) }").Node!).ShouldHaveSingleItem();
    }

    private static string Fragments(int count, Func<int, string> body, string type = "Query", string last = "dog { name }") =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => $"fragment F{i} on {type} {{ {body(i)} }}").Append($"fragment F{count} on {type} {{ {last} }}"));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static System.Collections.Immutable.ImmutableArray<GraphQLError> Validate(string text, ValidationOptions? options = null)
    {
        var parsed = Parser.Parse(text);
        parsed.Succeeded.ShouldBeTrue(parsed.Error?.Message);
        return Validator.Validate(Schema, parsed.Node!, options);
    }

    private static IEnumerable<string> Messages(string text, ValidationOptions? options = null) => Validate(text, options).Select(error => error.Message);
}
