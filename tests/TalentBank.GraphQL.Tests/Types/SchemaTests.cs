using System.Globalization;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Types;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("schemas")]
    [InlineData("conformance-schemas")]
    public void Recorded_schemas_are_read_and_print_as_what_they_are(string file) => Vectors.Check(file, static vector =>
    {
        var parsed = Parser.Parse(vector.GetProperty("sdl").GetString()!);
        if (!parsed.Succeeded)
            return parsed.Error.ToString();
        var errors = new List<GraphQLError>();
        var schema = SchemaBuilder.Build(parsed.Node, [], errors);
        var printed = SchemaPrinter.Print(schema);
        if (errors.Count > 0)
            return string.Join('\n', errors);
        return printed.Length == 0 || SchemaPrinter.Print(SchemaBuilder.Build(Parser.Parse(printed).Node!, [], errors)) == printed ? null : printed;
    });

    [Fact]
    public void Several_sources_are_one_schema_and_errors_name_theirs()
    {
        Source roots = new("type Query { a: A }", "roots.graphql");
        Schema.TryBuild([roots, new("type A { b: Int }", "a.graphql")], [], out var schema, out _).ShouldBeTrue();
        schema.Type("A").ShouldBeOfType<ObjectType>().Field("b")!.Type.ShouldBe(schema.Type("Int"));

        Schema.TryBuild([roots, new("type A {\n  b: Missing\n  c: Unheard\n}", "a.graphql")], [], out var none, out var errors).ShouldBeFalse();

        none.ShouldBeNull();
        errors.Select(static error => error.ToString()).ShouldBe(
            ["a.graphql(2,6): Unknown type \"Missing\".", "a.graphql(3,6): Unknown type \"Unheard\"."]);
    }

    [Fact]
    public void Every_source_that_cannot_be_read_is_told()
    {
        Schema.TryBuild([new("type {", "one"), new("type Query { a: Int }", "two"), new("enum", "three")], [], out _, out var errors).ShouldBeFalse();

        errors.Select(static error => error.Locations[0].Source.Name).ShouldBe(["one", "three"]);
    }

    [Fact]
    public void Extensions_add_to_what_they_extend()
    {
        var schema = Schema.Build(
            """
            extend schema { mutation: Change }
            extend type Query implements Node @tag(name: "x") { id: ID! }
            schema { query: Query }
            type Query { e(i: I): E u: U s: S }
            type Change { a: Int }
            interface Node { id: ID! }
            enum E { A }
            extend enum E { B }
            union U = Query
            extend union U = Change
            input I { a: Int }
            extend input I { b: Int }
            scalar S
            extend scalar S @specifiedBy(url: "https://example.com/s")
            directive @tag(name: String!, weight: Int = 1) on OBJECT
            """);

        schema.MutationType!.Name.ShouldBe("Change");
        schema.QueryType!.Fields.Select(static field => field.Name).ShouldBe(["e", "u", "s", "id"]);
        schema.QueryType.Interfaces.ShouldHaveSingleItem().PossibleTypes.ShouldBe([schema.QueryType]);
        schema.QueryType.Directives["tag"]!.Arguments.ShouldBe(new Dictionary<string, object?> { ["name"] = "x", ["weight"] = 1 });
        ((EnumType)schema.Type("E")!).Values.Length.ShouldBe(2);
        ((UnionType)schema.Type("U")!).PossibleTypes.Length.ShouldBe(2);
        ((InputObjectType)schema.Type("I")!).Fields.Length.ShouldBe(2);
        ((ScalarType)schema.Type("S")!).SpecifiedBy.ShouldBe("https://example.com/s");
    }

    [Fact]
    public void Directives_can_be_read_wherever_they_may_stand()
    {
        var schema = Schema.Build(
            """
            schema @x(v: 1) { query: Query }
            type Query @x(v: 2) { a(b: E = A @x(v: 3), i: I): S @x(v: 4) @x(v: 5) }
            enum E @x(v: 6) { A @x(v: 7) }
            input I @x(v: 8) { a: Int @x(v: 9) }
            scalar S @x(v: 10)
            directive @x(v: Int!) repeatable on
              SCHEMA | OBJECT | ARGUMENT_DEFINITION | FIELD_DEFINITION | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCALAR
            """);
        static object?[] Read(AppliedDirectives directives) => [.. directives.Select(static directive => directive.Arguments["v"])];

        var field = schema.QueryType!.Field("a")!;
        Read(schema.Directives).ShouldBe([1]);
        Read(schema.QueryType.Directives).ShouldBe([2]);
        Read(field.Argument("b")!.Directives).ShouldBe([3]);
        Read(field.Directives).ShouldBe([4, 5]);
        Read(schema.Type("E")!.Directives).ShouldBe([6]);
        Read(((EnumType)schema.Type("E")!).Value("A")!.Directives).ShouldBe([7]);
        Read(schema.Type("I")!.Directives).ShouldBe([8]);
        Read(((InputObjectType)schema.Type("I")!).Field("a")!.Directives).ShouldBe([9]);
        Read(schema.Type("S")!.Directives).ShouldBe([10]);
    }

    [Fact]
    public void Equal_types_are_the_same_object()
    {
        var schema = Schema.Build("type Query { a: [Int!]! b: [Int!]! }");

        schema.QueryType!.Field("a")!.Type.ShouldBeSameAs(schema.QueryType.Field("b")!.Type);
        schema.Type(Parser.ParseType("[Int!]!").Node!).ShouldBeSameAs(schema.QueryType.Field("a")!.Type);
        schema.Type("Int")!.List.ShouldNotBeSameAs(schema.Type("Int")!.NonNull.List);
    }

    [Fact]
    public void Fields_are_numbered_without_gaps_and_meta_fields_are_found_where_they_are()
    {
        var schema = Schema.Build("type Query { a: U } union U = A type A { b: Int }");
        var fields = schema.Types.OfType<ImplementingType>().SelectMany(static type => type.Fields)
            .Concat([schema.TypeNameField, schema.SchemaField, schema.TypeField]);

        fields.Select(static field => field.Ordinal).Order().ShouldBe(Enumerable.Range(0, schema.FieldCount));
        schema.Field(schema.QueryType!, "__schema").ShouldBe(schema.SchemaField);
        schema.Field((CompositeType)schema.Type("A")!, "__schema").ShouldBeNull();
        schema.Field((CompositeType)schema.Type("U")!, "__typename").ShouldBe(schema.TypeNameField);
        schema.Field((CompositeType)schema.Type("U")!, "b").ShouldBeNull();
    }

    [Fact]
    public void A_default_is_coerced_once_and_takes_up_the_defaults_that_it_leaves_out()
    {
        var schema = Schema.Build(
            """
            type Query { a(b: B = { d: 1 }, days: [Day] = "2026-11-22"): Int }
            input B { c: C = {} d: Int }
            input C { e: Int = 5 }
            scalar Day
            """,
            Day);

        var field = schema.QueryType!.Field("a")!;
        var b = (IReadOnlyDictionary<string, object?>)field.Argument("b")!.Default!;
        ((IReadOnlyDictionary<string, object?>)b["c"]!)["e"].ShouldBe(5);
        field.Argument("days")!.Default.ShouldBe(new object[] { new DateOnly(2026, 11, 22) });
        SchemaPrinter.Print(schema).ShouldContain("a(b: B = {c: {e: 5}, d: 1}, days: [Day] = [\"2026-11-22\"]): Int");
    }

    [Theory]
    [InlineData("type Query { a(b: Int = \"x\"): Int }", "1:25")]
    [InlineData("type Query { a(b: I = { d: 1 }): Int } input I { c: Int }", "1:25")]
    [InlineData("type Query { a(b: I): Int } input I { c: Int! = null }", "1:49")]
    [InlineData("type Query { a(b: Day = \"tomorrow\"): Int } scalar Day", "1:25")]
    [InlineData("type Query { a(b: I): Int } input I { c: I = {} }", "1:46")]
    [InlineData("type Query { a(b: I): Int } input I { c: J = {} } input J { d: [I] = [{}] }", "1:46 1:70")]
    [InlineData("type Query @d(n: \"x\") { a: Int } directive @d(n: Int) on OBJECT", "1:18")]
    [InlineData("type Query { a: Int } directive @d(a: Int @d) on ARGUMENT_DEFINITION", "1:23")]
    [InlineData("type Query { a: Int } directive @d(a: I) on INPUT_FIELD_DEFINITION input I { b: Int @d }", "1:23")]
    [InlineData("type Query implements N { a: Int @deprecated } interface N { a: Int }", "1:34 1:62")]
    [InlineData("type Query { a: __Mine } type __Mine { b: Int }", "1:26")]
    public void What_the_specification_refuses_and_the_recorded_cases_lack_is_refused(string sdl, string places)
    {
        Schema.TryBuild([sdl], [Day], out _, out var errors).ShouldBeFalse();

        Vectors.Places(errors.ShouldHaveSingleItem()).ShouldBe(places);
    }

    [Theory]
    [InlineData("type Query { a(b: I): Int } input I { c: I = null }")]
    [InlineData("type Query { a(b: I): Int } input I { c: J = { d: [] } } input J { d: [I] = [{}] }")]
    [InlineData("type Query implements N { a: Int @deprecated } interface N { a: Int @deprecated }")]
    [InlineData("type Query { a: Int } directive @d(a: I) on INPUT_FIELD_DEFINITION input I { b: Int @e } directive @e(a: Int) on INPUT_FIELD_DEFINITION")]
    public void What_only_looks_like_it_is_accepted(string sdl)
    {
        Schema.TryBuild([sdl], [], out _, out var errors);

        errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_schema_that_the_program_is_written_with_throws_all_that_is_wrong()
    {
        Should.Throw<ArgumentException>(static () => Schema.Build("type Query { a: A b: B }")).Message
            .ShouldSatisfyAllConditions(static message => message.ShouldContain("\"A\""), static message => message.ShouldContain("\"B\""));
    }

    private static ScalarCoercion Day => new("Day")
    {
        ParseValue = static raw => raw is string text && DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Coerced.Value(day)
            : Coerced.Refused("a day is written YYYY-MM-DD"),
        Serialize = static value => Coerced.Value(((DateOnly)value).ToString("O", CultureInfo.InvariantCulture)),
    };
}
