using System.Buffers;
using System.Reflection;
using System.Text;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Tests.Execution;
using TalentBank.GraphQL.Tests.Http;
using TalentBank.GraphQL.Tests.Language;
using TalentBank.GraphQL.Tests.Types;
using TalentBank.GraphQL.Tests.Types.Coercion;
using TalentBank.GraphQL.Tests.Types.Introspection;
using TalentBank.GraphQL.Tests.Validation;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests;

/// <summary>
/// The specification of September 2025, section by section: which test shows it. What no other test shows without recorded
/// cases is shown here.
/// </summary>
public class SpecificationTests
{
    private static readonly (string Section, Type Tests, string Test)[] Checklist =
    [
        ("2 Source Text", typeof(LexerTests), nameof(LexerTests.A_position_counts_UTF_16_units_and_both_line_terminators)),
        ("2 Source Text: Ignored Tokens", typeof(SpecificationTests), nameof(What_is_ignored_stands_anywhere_between_tokens)),
        ("2 Document", typeof(ParserTests), nameof(ParserTests.What_the_reference_reads_is_read_and_printed_as_it_prints_it)),
        ("2 Descriptions", typeof(ParserTests), nameof(ParserTests.Operations_fragments_and_variables_may_be_described)),
        ("2 Descriptions: nowhere else", typeof(ParserTests), nameof(ParserTests.Nothing_else_may_be_described)),
        ("2 Input Values: Block Strings", typeof(BlockStringTests), nameof(BlockStringTests.What_was_printed_reads_back_as_it_was)),
        ("2 Input Values: String Value", typeof(SpecificationTests), nameof(An_escape_stands_for_a_Unicode_scalar_value)),
        ("2 Directives", typeof(SpecificationTests), nameof(An_unknown_directive_is_refused_wherever_it_stands)),
        ("2 Schema Coordinates", typeof(SchemaCoordinateTests), nameof(SchemaCoordinateTests.A_coordinate_leads_to_its_element_and_prints_as_it_was_read)),
        ("3 Type System Extensions", typeof(SpecificationTests), nameof(Everything_can_be_extended)),
        ("3 Descriptions", typeof(SpecificationTests), nameof(A_schema_and_its_every_definition_may_be_described)),
        ("3 Root Operation Types", typeof(SpecificationTests), nameof(Roots_are_known_by_name_or_as_declared)),
        ("3 Scalars", typeof(BuiltInScalarsTests), nameof(BuiltInScalarsTests.A_result_goes_out_if_nothing_is_lost)),
        ("3 Objects", typeof(SchemaTests), nameof(SchemaTests.What_the_specification_refuses_and_the_recorded_cases_lack_is_refused)),
        ("3 Interfaces implementing interfaces", typeof(SpecificationTests), nameof(An_interface_implements_interfaces_and_says_so_all_the_way)),
        ("3 Unions", typeof(ExecutorTests), nameof(ExecutorTests.An_abstract_type_s_object_type_is_told_by_its_resolver_else_by_the_CLR_type)),
        ("3 Enums", typeof(ExecutorTests), nameof(ExecutorTests.An_enum_s_value_is_its_name_or_a_CLR_enum_s_member)),
        ("3 Input Objects", typeof(SchemaTests), nameof(SchemaTests.A_default_is_coerced_once_and_takes_up_the_defaults_that_it_leaves_out)),
        ("3 OneOf Input Objects", typeof(SpecificationTests), nameof(Of_a_OneOf_input_object_exactly_one_field_is_given_and_not_null)),
        ("3 List, Non-Null", typeof(SchemaTests), nameof(SchemaTests.Equal_types_are_the_same_object)),
        ("3 Directives", typeof(SchemaTests), nameof(SchemaTests.Directives_can_be_read_wherever_they_may_stand)),
        ("3 @skip, @include", typeof(ExecutorTests), nameof(ExecutorTests.The_same_document_follows_each_request_s_conditions)),
        ("3 @deprecated", typeof(SpecificationTests), nameof(Deprecated_may_be_what_need_not_be_given)),
        ("3 @specifiedBy, @oneOf, repeatable", typeof(SpecificationTests), nameof(Introspection_tells_of_every_directive_and_what_they_say)),
        ("4 Type Name Introspection", typeof(ValidatorTests), nameof(ValidatorTests.The_name_of_a_type_has_a_shape_like_any_field)),
        ("4 Schema Introspection", typeof(SpecificationTests), nameof(Introspection_tells_of_every_directive_and_what_they_say)),
        ("4 includeDeprecated", typeof(IntrospectionTests), nameof(IntrospectionTests.What_is_deprecated_is_shown_on_request_only)),
        ("5 every rule", typeof(RecordedValidationTests), nameof(RecordedValidationTests.Every_rule_alone_finds_what_the_reference_implementation_finds)),
        ("5 Fields: Selection Merging", typeof(ValidatorTests), nameof(ValidatorTests.Fields_that_conflict_only_through_fragments_are_found)),
        ("5 Fragments: Cycles", typeof(ValidatorTests), nameof(ValidatorTests.Fragments_that_come_round_are_found_wherever_they_do)),
        ("5 Operations: Single Root Field", typeof(ValidatorTests), nameof(ValidatorTests.A_subscription_s_field_is_not_chosen_by_a_condition)),
        ("6 Validating Requests", typeof(EngineTests), nameof(EngineTests.A_request_is_parsed_validated_and_executed)),
        ("6 Coercing Variable Values", typeof(InputCoercionTests), nameof(InputCoercionTests.A_variable_without_value_and_default_is_not_there_and_null_is)),
        ("6 Mutation: serially", typeof(ExecutorTests), nameof(ExecutorTests.Fields_of_a_mutation_wait_for_the_one_before)),
        ("6 Subscription: Source Stream", typeof(SubscriptionTests), nameof(SubscriptionTests.What_is_wrong_with_the_request_is_said_before_any_event)),
        ("6 Subscription: Response Stream", typeof(SubscriptionTests), nameof(SubscriptionTests.Each_event_has_a_response_and_the_stream_ends_with_its_source)),
        ("6 Subscription: Unsubscribe", typeof(SubscriptionTests), nameof(SubscriptionTests.Whoever_stops_reading_has_unsubscribed)),
        ("6 Executing Fields", typeof(ExecutorTests), nameof(ExecutorTests.Siblings_are_started_before_any_is_waited_for)),
        ("6 Handling Execution Errors", typeof(ExecutorTests), nameof(ExecutorTests.Null_goes_up_to_the_nearest_field_that_may_be_null_whether_waited_for_or_not)),
        ("7 Response Format: data, errors, extensions", typeof(SpecificationTests), nameof(A_response_has_errors_data_and_extensions_and_nothing_else)),
        ("7 Errors: locations, path, extensions", typeof(SpecificationTests), nameof(An_execution_error_says_where_in_the_document_and_in_the_response)),
        ("7 Request Error Result: no data", typeof(HttpEndpointTests), nameof(HttpEndpointTests.A_request_that_is_refused_is_told_by_the_status_only_where_the_media_type_allows)),
    ];

    [Fact]
    public void Every_section_is_shown_by_a_test_that_runs()
    {
        Checklist.Select(item => item.Section).ShouldBeUnique();
        Checklist.Where(item => item.Tests.GetMethod(item.Test)?.GetCustomAttributes<FactAttribute>().Any(fact => fact.Skip is null) != true).Select(item => item.Section).ShouldBeEmpty();
        Checklist.Select(item => item.Section[0]).Distinct().ShouldBe("234567");
    }

    [Fact]
    public void What_is_ignored_stands_anywhere_between_tokens() =>
        Parser.Parse("\uFEFF,,query\tQ#comment\r\n(\r$a,:,Int\n=1,)\n{,a(b:$a),}").Node!.ToString()
            .ShouldBe(Parser.Parse("query Q($a: Int = 1) { a(b: $a) }").Node!.ToString());

    [Theory]
    [InlineData("\"\\u{1F600}\"", "😀")]
    [InlineData("\"\\uD83D\\uDE00\"", "😀")]
    [InlineData("\"\\u4EBA\\t\\\"\"", "人\t\"")]
    [InlineData("\"\\u{0}\"", "\0")]
    [InlineData("\"\\uD83D\"", null)]
    [InlineData("\"\\uDE00\\uD83D\"", null)]
    [InlineData("\"\\u{110000}\"", null)]
    [InlineData("\"\\u{D83D}\\u{DE00}\"", null)]
    [InlineData("\"\\u{}\"", null)]
    [InlineData("\"\\x\"", null)]
    public void An_escape_stands_for_a_Unicode_scalar_value(string text, string? value) =>
        ((Parser.ParseValue(text).Node as Ast.StringValue)?.Value).ShouldBe(value);

    [Theory]
    [InlineData("query @x { a }")]
    [InlineData("mutation @x { a }")]
    [InlineData("subscription @x { a }")]
    [InlineData("query ($v: Int @x) { a(b: $v) }")]
    [InlineData("{ a @x }")]
    [InlineData("{ ... @x { a } }")]
    [InlineData("{ ...F @x } fragment F on Query { a }")]
    [InlineData("{ ...F } fragment F on Query @x { a }")]
    public void An_unknown_directive_is_refused_wherever_it_stands(string document)
    {
        var schema = Schema.Build("type Query { a(b: Int): Int } type Mutation { a: Int } type Subscription { a: Int }");

        var error = Validator.Validate(schema, Parser.Parse(document).Node!).ShouldHaveSingleItem();

        error.Message.ShouldBe("Unknown directive \"@x\".");
        error.Locations.ShouldHaveSingleItem().Start.ShouldBe(document.IndexOf("@x", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("schema @x { query: Query }")]
    [InlineData("extend schema @x")]
    [InlineData("scalar S @x")]
    [InlineData("type T @x { a: Int }")]
    [InlineData("type T { a: Int @x }")]
    [InlineData("type T { a(b: Int @x): Int }")]
    [InlineData("interface I @x { a: Int }")]
    [InlineData("union U @x = Query")]
    [InlineData("enum E @x { A }")]
    [InlineData("enum E { A @x }")]
    [InlineData("input I @x { a: Int }")]
    [InlineData("input I { a: Int @x }")]
    [InlineData("directive @d(a: Int @x) on FIELD")]
    public void An_unknown_directive_is_refused_wherever_it_stands_in_a_schema(string sdl)
    {
        Schema.TryBuild([$"type Query {{ a: Int }} {sdl}"], [], out _, out var errors).ShouldBeFalse();

        errors.ShouldHaveSingleItem().Message.ShouldBe("Unknown directive \"@x\".");
    }

    [Fact]
    public void Everything_can_be_extended()
    {
        var schema = Schema.Build(
            """
            schema { query: Query }                       extend schema @tag { mutation: M }
            type Query { a(i: In): U }                    extend type Query implements N @tag { id: ID  s: S  e: E }
            type M { m: Int }                             extend type M { n: Int }
            interface N { id: ID }                        extend interface N @tag { s: S }
            scalar S                                      extend scalar S @specifiedBy(url: "https://example.org/s")
            union U = Query                               extend union U = M
            enum E { A }                                  extend enum E { B @deprecated }
            input In { x: Int }                           extend input In { y: Int = 2 }
            directive @tag repeatable on SCHEMA | OBJECT | INTERFACE
            """);

        SchemaPrinter.PrintSorted(schema).ShouldBe(
            """
            schema {
              query: Query
              mutation: M
            }

            directive @tag repeatable on INTERFACE | OBJECT | SCHEMA

            enum E {
              A
              B @deprecated
            }

            input In {
              x: Int
              y: Int = 2
            }

            type M {
              m: Int
              n: Int
            }

            interface N {
              id: ID
              s: S
            }

            type Query implements N {
              a(i: In): U
              e: E
              id: ID
              s: S
            }

            scalar S @specifiedBy(url: "https://example.org/s")

            union U = M | Query
            """.ReplaceLineEndings("\n"));
        schema.Directives.Count.ShouldBe(1);
    }

    [Fact]
    public void A_schema_and_its_every_definition_may_be_described()
    {
        const string Sdl = "\"1\" schema { query: Q } \"2\" directive @d(\"3\" a: Int) on FIELD \"4\" type Q { \"5\" f(\"6\" a: In): E } \"7\" enum E { \"8\" A } \"9\" input In { \"10\" x: S } \"11\" scalar S \"12\" interface N { \"13\" n: Int } \"14\" union U = Q";
        var schema = Schema.Build(Sdl);

        schema.Description.ShouldBe("1");
        schema.Elements.Select(item => SchemaElements.DescriptionOf(item.Element)).ShouldBe(Enumerable.Range(2, 13).Select(number => $"{number}"));
    }

    [Fact]
    public void What_is_said_once_for_all_goes_behind_what_the_sources_say()
    {
        Schema.TryBuild(["type Query { \"Own.\" a: Int  b(x: Int): Int }"], [], out var schema, out _, coordinate => $"For {coordinate}.").ShouldBeTrue();

        schema.Elements.Select(item => SchemaElements.DescriptionOf(item.Element)).ShouldBe(["For Query.", "Own.", "For Query.b.", "For Query.b(x:)."]);
    }

    [Fact]
    public void Roots_are_known_by_name_or_as_declared()
    {
        Schema.Build("type Query { a: Int } type Mutation { b: Int }").MutationType!.Name.ShouldBe("Mutation");
        Schema.Build("schema { query: Query } type Query { a: Int } type Mutation { b: Int }").MutationType.ShouldBeNull();
    }

    [Theory]
    [InlineData("interface A { x: Int } interface B implements A { x: Int! } type Query implements A & B { x: Int! }", true)]
    [InlineData("interface A { x: Int } interface B implements A { x: Int } type Query implements B { x: Int }", false)]
    [InlineData("interface A { x: Int } interface B implements A { y: Int } type Query { x: Int }", false)]
    [InlineData("interface A implements B { x: Int } interface B implements A { x: Int } type Query { x: Int }", false)]
    [InlineData("interface A implements A { x: Int } type Query { x: Int }", false)]
    public void An_interface_implements_interfaces_and_says_so_all_the_way(string sdl, bool valid) =>
        Schema.TryBuild([sdl], [], out _, out _).ShouldBe(valid);

    [Theory]
    [InlineData("{ a(by: { id: 1 }) }", true)]
    [InlineData("{ a(by: { id: 1, name: \"x\" }) }", false)]
    [InlineData("{ a(by: {}) }", false)]
    [InlineData("{ a(by: { id: null }) }", false)]
    [InlineData("query ($id: Int!) { a(by: { id: $id }) }", true)]
    [InlineData("query ($id: Int) { a(by: { id: $id }) }", false)]
    public void Of_a_OneOf_input_object_exactly_one_field_is_given_and_not_null(string document, bool valid) =>
        Validator.Validate(Schema.Build("type Query { a(by: By!): Int } input By @oneOf { id: Int name: String }"), Parser.Parse(document).Node!).IsEmpty.ShouldBe(valid);

    [Theory]
    [InlineData("type Query { a(b: Int @deprecated): Int }", true)]
    [InlineData("type Query { a(b: Int! = 1 @deprecated(reason: \"old\")): Int }", true)]
    [InlineData("type Query { a(b: Int! @deprecated): Int }", false)]
    [InlineData("type Query { a(b: I): Int } input I { c: Int @deprecated d: Int }", true)]
    [InlineData("type Query { a(b: I): Int } input I { c: Int! @deprecated d: Int }", false)]
    [InlineData("type Query { a: Int } directive @d(b: Int! @deprecated) on FIELD", false)]
    public void Deprecated_may_be_what_need_not_be_given(string sdl, bool valid) => Schema.TryBuild([sdl], [], out _, out _).ShouldBe(valid);

    [Fact]
    public async Task Introspection_tells_of_every_directive_and_what_they_say()
    {
        var schema = Schema.Build("type Query { a(by: By, s: S): Int } input By @oneOf { id: Int } scalar S @specifiedBy(url: \"https://example.org/s\") directive @tag(name: String! = \"x\") repeatable on FIELD | QUERY");

        var answer = await Text(new Engine(schema, new Resolvers().Field("Query.a", _ => 1)),
            "{ __schema { directives { name isRepeatable locations args { name defaultValue } } } by: __type(name: \"By\") { isOneOf } q: __type(name: \"Query\") { isOneOf } s: __type(name: \"S\") { specifiedByURL } i: __type(name: \"Int\") { specifiedByURL } }");

        answer.ShouldContain("""{"name":"tag","isRepeatable":true,"locations":["FIELD","QUERY"],"args":[{"name":"name","defaultValue":"\"x\""}]}""");
        foreach (var name in (string[])["skip", "include", "deprecated", "specifiedBy", "oneOf"])
            answer.ShouldContain($$"""{"name":"{{name}}","isRepeatable":false""");
        answer.ShouldContain("\"by\":{\"isOneOf\":true},\"q\":{\"isOneOf\":null},\"s\":{\"specifiedByURL\":\"https://example.org/s\"},\"i\":{\"specifiedByURL\":null}");
    }

    [Fact]
    public void A_response_has_errors_data_and_extensions_and_nothing_else()
    {
        var refused = ExecutionResult.Refused(new GraphQLError("No.")) with { Extensions = new Dictionary<string, object?> { ["trace"] = "t" } };
        var output = new ArrayBufferWriter<byte>();

        refused.WriteTo(output);

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("""{"errors":[{"message":"No."}],"extensions":{"trace":"t"}}""");
    }

    [Fact]
    public async Task An_execution_error_says_where_in_the_document_and_in_the_response()
    {
        var engine = new Engine(
            Schema.Build("type Query { list: [Item] } type Item { bad: Int }"),
            new Resolvers().Field("Query.list", _ => new[] { 1, 2 }).Field("Item.bad", context => (int)context.Parent! == 1 ? 7 : new FieldError("Bad.", "BAD")));

        var answer = await Text(engine, "{\n  items: list { bad }\n}");

        answer.ShouldBe("""{"errors":[{"message":"Bad.","locations":[{"line":2,"column":17}],"path":["items",1,"bad"],"extensions":{"code":"BAD"}}],"data":{"items":[{"bad":7},{"bad":null}]}}""");
    }

    private static async Task<string> Text(Engine engine, string query)
    {
        var output = new ArrayBufferWriter<byte>();
        (await engine.Execute(new GraphQLRequest(query))).WriteTo(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
