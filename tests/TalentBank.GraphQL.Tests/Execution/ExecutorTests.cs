using System.Buffers;
using System.Collections;
using System.Text;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Execution;

public class ExecutorTests
{
    [Fact]
    public async Task A_field_without_a_resolver_is_the_property_of_its_name()
    {
        var response = await Execute(
            "type Query { city: City } type City { name: String  people: Int  districts: [District!] } type District { code: ID! }",
            new Resolvers().Field("Query.city", _ => new City("Meishan", 2_950_000, [new District("511402"), new District("511403")])),
            "{ city { people name districts { code } } }");

        response.ShouldBe("""{"data":{"city":{"people":2950000,"name":"Meishan","districts":[{"code":"511402"},{"code":"511403"}]}}}""");
    }

    [Fact]
    public async Task A_field_without_a_resolver_is_the_entry_of_its_name_in_a_map()
    {
        var response = await Execute(
            "type Query { a: A } type A { b: Int  c: Int }",
            new Resolvers().Field("Query.a", _ => new Dictionary<string, object?> { ["b"] = 1 }),
            "{ a { b c } }");

        response.ShouldBe("""{"data":{"a":{"b":1,"c":null}}}""");
    }

    [Fact]
    public async Task A_parent_without_such_a_property_is_a_bug_that_the_client_is_not_told_of()
    {
        var bugs = new List<Exception>();
        var response = await Execute(
            "type Query { city: City } type City { mayor: String }",
            new Resolvers().Field("Query.city", _ => new District("511402")),
            "{ city { mayor } }",
            bugs);

        response.ShouldBe("""{"errors":[{"message":"Something went wrong.","locations":[{"line":1,"column":10}],"path":["city","mayor"],"extensions":{"code":"INTERNAL_SERVER_ERROR"}}],"data":{"city":{"mayor":null}}}""");
        bugs.ShouldHaveSingleItem().Message.ShouldContain("City.mayor");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_goes_to_the_hook_and_its_text_to_nobody_else(bool waits)
    {
        var bugs = new List<Exception>();
        var resolvers = new Resolvers();
        if (waits)
        {
            resolvers.Field("Query.a", async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("password");
            });
        }
        else
        {
            resolvers.Field("Query.a", ValueTask<object?> (_) => throw new InvalidOperationException("password"));
        }

        var response = await Execute("type Query { a: Int  b: Int }", resolvers.Field("Query.b", _ => 2), "{ x: a b }", bugs);

        response.ShouldBe("""{"errors":[{"message":"Something went wrong.","locations":[{"line":1,"column":3}],"path":["x"],"extensions":{"code":"INTERNAL_SERVER_ERROR"}}],"data":{"x":null,"b":2}}""");
        bugs.ShouldHaveSingleItem().Message.ShouldBe("password");
    }

    [Fact]
    public async Task A_field_error_is_told_with_its_code_and_is_no_bug()
    {
        var bugs = new List<Exception>();
        var response = await Execute(
            "type Query { a: Int  list: [Int] }",
            new Resolvers()
                .Field("Query.a", _ => new FieldError("Ask tomorrow.", "too-early") { Extensions = new Dictionary<string, object?> { ["days"] = 1 } })
                .Field("Query.list", _ => new object[] { 1, new FieldError("Gone."), 3 }),
            "{ a list }",
            bugs);

        response.ShouldBe("""{"errors":[{"message":"Ask tomorrow.","locations":[{"line":1,"column":3}],"path":["a"],"extensions":{"days":1,"code":"too-early"}},{"message":"Gone.","locations":[{"line":1,"column":5}],"path":["list",1]}],"data":{"a":null,"list":[1,null,3]}}""");
        bugs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Siblings_are_started_before_any_is_waited_for()
    {
        var started = 0;
        var all = new TaskCompletionSource();
        FieldResolver resolver = async _ =>
        {
            if (++started == 3)
                all.SetResult();
            await all.Task;
            return started;
        };

        var response = await Execute(
            "type Query { a: Int  b: Int  c: Int }",
            new Resolvers().Field("Query.a", resolver).Field("Query.b", resolver).Field("Query.c", resolver),
            "{ a b c }");

        response.ShouldBe("""{"data":{"a":3,"b":3,"c":3}}""");
    }

    [Fact]
    public async Task Items_of_a_list_are_started_before_any_is_waited_for()
    {
        var started = 0;
        var all = new TaskCompletionSource();
        var response = await Execute(
            "type Query { list: [Item!]! } type Item { value: Int! }",
            new Resolvers()
                .Field("Query.list", _ => new[] { 1, 2, 3 })
                .Field("Item.value", async context =>
                {
                    if (++started == 3)
                        all.SetResult();
                    await all.Task;
                    return context.Parent;
                }),
            "{ list { value } }");

        response.ShouldBe("""{"data":{"list":[{"value":1},{"value":2},{"value":3}]}}""");
    }

    [Fact]
    public async Task Fields_of_a_mutation_wait_for_the_one_before()
    {
        var order = new List<string>();
        FieldResolver resolver = async context =>
        {
            order.Add($"{context.ResponseKey} begins");
            await Task.Yield();
            order.Add($"{context.ResponseKey} ends");
            return 1;
        };

        await Execute(
            "type Query { a: Int } type Mutation { a: Int  b: Int }",
            new Resolvers().Field("Mutation.a", resolver).Field("Mutation.b", resolver),
            "mutation { b a c: b }");

        order.ShouldBe(["b begins", "b ends", "a begins", "a ends", "c begins", "c ends"]);
    }

    [Fact]
    public void What_need_not_be_waited_for_is_complete_at_once()
    {
        var schema = Schema.Build("type Query { list: [Item] } type Item { value: Int }");
        var resolvers = new Resolvers().Field("Query.list", _ => new[] { 1, 2 }).Field("Item.value", context => context.Parent);

        var execution = new Executor(schema, resolvers).Execute(Document("{ list { value } }"));

        execution.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Null_goes_up_to_the_nearest_field_that_may_be_null_whether_waited_for_or_not()
    {
        const string Sdl = "type Query { a: A } type A { b: B!  c: Int } type B { list: [C!]! } type C { d: Int! }";
        const string Expected = """{"errors":[{"message":"Cannot return null for non-nullable field C.d.","locations":[{"line":1,"column":18}],"path":["a","b","list",1,"d"]}],"data":{"a":null}}""";
        var resolvers = () => new Resolvers()
            .Field("Query.a", _ => new object())
            .Field("A.b", _ => new object())
            .Field("A.c", _ => 1)
            .Field("B.list", _ => new object?[] { 1, null });

        (await Execute(Sdl.Replace("[C!]", "[C]"), resolvers().Field("C.d", _ => 1), "{ a { b { list { d } } } }"))
            .ShouldBe("""{"data":{"a":{"b":{"list":[{"d":1},null]}}}}""");
        resolvers = () => new Resolvers()
            .Field("Query.a", _ => new object())
            .Field("A.b", _ => new object())
            .Field("B.list", _ => new object[] { 1, 2 });
        (await Execute(Sdl, resolvers().Field("C.d", context => context.Parent is 1 ? 1 : null), "{ a { b { list { d } } } }"))
            .ShouldBe(Expected);
        (await Execute(
            Sdl,
            resolvers().Field("C.d", async context =>
            {
                await Task.Yield();
                return context.Parent is 1 ? 1 : null;
            }),
            "{ a { b { list { d } } } }")).ShouldBe(Expected);
    }

    [Fact]
    public async Task After_an_error_that_goes_up_the_siblings_not_yet_started_are_not()
    {
        var asked = 0;
        await Execute(
            "type Query { a: A } type A { must: Int!  other: Int }",
            new Resolvers().Field("Query.a", _ => 1).Field("A.must", _ => null).Field("A.other", _ => ++asked),
            "{ a { must other } }");

        asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_resolver_sees_what_is_asked_of_its_value()
    {
        var seen = new List<string>();
        await Execute(
            "type Query { people: People } type People { totalCount: Int  nodes: [Person] } interface Being { name: String } type Person implements Being { name: String  age: Int }",
            new Resolvers().Field("Query.people", context =>
            {
                seen.Add($"total {context.Selection.Has("totalCount")}, name {context.Selection["nodes"].Has("name")}, age {context.Selection["nodes"].Has("age")}, none {context.Selection["none"].Has("age")}");
                return null;
            }),
            "query ($no: Boolean = false) { people { ...P  nodes { age @include(if: $no) } old: nodes { years: age @include(if: $no) } } } fragment P on People { n: nodes { ... on Being { who: name } } count: totalCount }");

        seen.ShouldBe(["total True, name True, age False, none False"]);
    }

    [Fact]
    public async Task A_resolver_knows_its_place_and_the_request()
    {
        var seen = new List<object?>();
        await Execute(
            "type Query { list: [Item] } type Item { value(of: Int = 3): Int }",
            new Resolvers().Field("Query.list", _ => new[] { 7 }).Field("Item.value", context =>
            {
                seen.AddRange([context.Parent, context.Argument<int>("of"), context.Field.ToString(), string.Join('/', context.Path), context.RequestContext]);
                return null;
            }),
            "{ l: list { v: value } }",
            requestContext: "the request");

        seen.ShouldBe([7, 3, "Item.value", "l/0/v", "the request"]);
    }

    [Theory]
    [InlineData(true, """{"data":{"a":1,"c":{"d":1}}}""")]
    [InlineData(false, """{"data":{"b":2,"c":{"e":2}}}""")]
    public async Task The_same_document_follows_each_request_s_conditions(bool condition, string expected)
    {
        var schema = Schema.Build("type Query { a: Int  b: Int  c: C } type C { d: Int  e: Int }");
        var executor = new Executor(schema, new Resolvers { Default = context => ValueTask.FromResult<object?>(context.Field.Name is "a" or "d" ? 1 : 2) });
        var document = Document("query ($if: Boolean!) { a @include(if: $if) b @skip(if: $if) c { d @include(if: $if) } c { ... @skip(if: $if) { e } } }");

        for (var round = 0; round < 2; round++)
        {
            Text(await executor.Execute(document, variables: new Dictionary<string, object?> { ["if"] = !condition }));
            Text(await executor.Execute(document, variables: new Dictionary<string, object?> { ["if"] = condition })).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task The_same_document_takes_each_request_s_variables()
    {
        var schema = Schema.Build("type Query { list: [Item] } type Item { value(of: Int!): Int }");
        var executor = new Executor(schema, new Resolvers().Field("Query.list", _ => new[] { 1, 2 }).Field("Item.value", context => context.Argument<int>("of")));
        var document = Document("query ($of: Int!) { list { value(of: $of) } }");

        foreach (var of in new[] { 5, 6, 7 })
        {
            Text(await executor.Execute(document, variables: new Dictionary<string, object?> { ["of"] = of }))
                .ShouldBe($$$"""{"data":{"list":[{"value":{{{of}}}},{"value":{{{of}}}}]}}""");
        }
    }

    [Fact]
    public async Task An_abstract_type_s_object_type_is_told_by_its_resolver_else_by_the_CLR_type()
    {
        const string Sdl = "type Query { pets: [Pet] } union Pet = Dog | Cat type Dog { name: String } type Cat { name: String }";
        const string Query = "{ pets { __typename ... on Dog { d: name } ... on Cat { c: name } } }";
        const string Expected = """{"data":{"pets":[{"__typename":"Dog","d":"Rex"},{"__typename":"Cat","c":"Tom"}]}}""";
        object[] Animals() => [new Dog("Rex"), new Cat("Tom")];

        (await Execute(Sdl, new Resolvers().Field("Query.pets", _ => Animals()), Query)).ShouldBe(Expected);
        (await Execute(Sdl.Replace("Dog", "Hound"), new Resolvers().Field("Query.pets", _ => Animals()).Bind<Dog>("Hound"), Query.Replace("Dog", "Hound")))
            .ShouldBe(Expected.Replace("Dog", "Hound"));
        (await Execute(
            Sdl, new Resolvers().Field("Query.pets", _ => new[] { "Rex", "Tom" }).RuntimeType("Pet", value => value is "Rex" ? "Dog" : "Cat")
                .Field("Dog.name", context => context.Parent).Field("Cat.name", context => context.Parent),
            Query)).ShouldBe(Expected);
    }

    [Fact]
    public async Task A_value_of_no_possible_type_is_a_bug()
    {
        var bugs = new List<Exception>();
        var response = await Execute(
            "type Query { pet: Pet } union Pet = Cat type Cat { name: String } type Dog { name: String }",
            new Resolvers().Field("Query.pet", _ => new Dog("Rex")),
            "{ pet { __typename } }",
            bugs);

        response.ShouldEndWith("""
            "data":{"pet":null}}
            """);
        bugs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_enum_s_value_is_its_name_or_a_CLR_enum_s_member()
    {
        var response = await Execute(
            "type Query { list: [Category] } enum Category { OPERATIONS SUPPLY_CHAIN others }",
            new Resolvers().Field("Query.list", _ => new object[] { "OPERATIONS", Category.SupplyChain, Category.Operations, Category.others, Category.Design, "nothing" }),
            "{ list }",
            []);

        response.ShouldEndWith("""
            "data":{"list":["OPERATIONS","SUPPLY_CHAIN","OPERATIONS","others",null,null]}}
            """);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_scalar_is_a_bug()
    {
        var bugs = new List<Exception>();
        var response = await Execute(
            "type Query { a: Int  b: Date  c: Float } scalar Date",
            new Resolvers().Field("Query.a", _ => "many").Field("Query.b", _ => new object()).Field("Query.c", _ => double.NaN),
            "{ a b c }",
            bugs);

        response.ShouldEndWith("""
            "data":{"a":null,"b":null,"c":null}}
            """);
        bugs.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_list_that_breaks_while_it_is_read_is_a_bug()
    {
        var bugs = new List<Exception>();
        var response = await Execute("type Query { list: [Int] }", new Resolvers().Field("Query.list", _ => Broken()), "{ list }", bugs);

        response.ShouldEndWith("""
            "data":{"list":null}}
            """);
        bugs.ShouldHaveSingleItem().Message.ShouldBe("broken");

        static IEnumerable Broken()
        {
            yield return 1;
            throw new InvalidOperationException("broken");
        }
    }

    [Fact]
    public async Task A_cancelled_execution_ends_so_and_asks_nobody_further()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = 0;
        var schema = Schema.Build("type Query { a: Int  b: Int }");
        var executor = new Executor(schema, new Resolvers()
            .Field("Query.a", async context =>
            {
                await cancellation.CancelAsync();
                context.CancellationToken.ThrowIfCancellationRequested();
                return 1;
            })
            .Field("Query.b", _ => ++asked));

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await executor.Execute(Document("{ a b }"), cancellationToken: cancellation.Token));
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task Objects_nested_without_end_fail_a_field_and_not_the_process()
    {
        // Not validated: the fragment comes round to itself, and so does the data.
        var response = await Execute(
            "type Query { a: A } type A { a: A }",
            new Resolvers().Field("Query.a", _ => 1).Field("A.a", context => context.Parent),
            "{ a { ...F } } fragment F on A { a { ...F } }");

        response.ShouldContain("The response is nested too deeply.");
    }

    [Fact]
    public async Task A_chain_of_fragments_as_long_as_the_text_does_not_end_the_process()
    {
        var chain = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} }}\n"));

        (await Execute("type Query { a: Int }", new Resolvers().Field("Query.a", _ => 1), $"{{ ...F0 }} {chain} fragment F20000 on Query {{ a }}"))
            .ShouldBe("""{"data":{"a":1}}""");
    }

    [Fact]
    public async Task A_resolver_that_gives_a_task_as_its_value_is_a_bug()
    {
        var bugs = new List<Exception>();
        await Execute("type Query { a: Int }", new Resolvers().Field("Query.a", _ => (object)Task.FromResult(1)), "{ a }", bugs);

        bugs.ShouldHaveSingleItem().Message.ShouldContain("Query.a");
    }

    [Fact]
    public async Task Custom_scalars_carry_lists_and_maps()
    {
        var response = await Execute(
            "type Query { json: Json } scalar Json",
            new Resolvers().Field("Query.json", _ => new Dictionary<string, object?> { ["a"] = new object?[] { 1, 2.5, 3.10m, true, null, "text" } }),
            "{ json }");

        response.ShouldBe("""{"data":{"json":{"a":[1,2.5,3.10,true,null,"text"]}}}""");
    }

    internal static Ast.Document Document(string text) => Parser.Parse(text) is { Succeeded: true } parsed
        ? parsed.Node
        : throw new ArgumentException("The text is no document.", nameof(text));

    internal static string Text(ExecutionResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static async Task<string> Execute(string sdl, Resolvers resolvers, string query, List<Exception>? bugs = null, object? requestContext = null)
    {
        var options = new ExecutorOptions { OnError = (exception, _) => (bugs ?? throw exception).Add(exception) };
        return Text(await new Executor(Schema.Build(sdl), resolvers, options).Execute(Document(query), requestContext: requestContext));
    }

    private enum Category
    {
        Operations,
        Design,
        SupplyChain,
        others,
    }

    private sealed record City(string Name, int People, IReadOnlyList<District> Districts);

    private sealed record District(string Code);

    private sealed record Dog(string Name);

    private sealed record Cat(string Name);
}
