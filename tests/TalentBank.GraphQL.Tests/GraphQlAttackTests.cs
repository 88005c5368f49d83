using System.Text;
using System.Text.Json;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Limiting;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;
using TalentBank.GraphQL.Validation.Rules;

namespace TalentBank.GraphQL.Tests;

/// <summary>
/// Requests that mean harm, each refused before anything is executed; and each accepted without the limit, so that it is the limit
/// that refuses it. Those that need a host or the bank have tests of the same name at the server.
/// </summary>
public class GraphQlAttackTests
{
    private static readonly Limits Strict = new()
    {
        BodyBytes = 64 * 1024,
        Tokens = 2_000,
        Depth = 10,
        IntrospectionDepth = 15,
        Aliases = 15,
        RootFields = 10,
        Directives = 50,
        Fragments = 50,
        PageSize = 100,
        Cost = 1_000,
        Errors = 5,
    };

    private static readonly Schema Schema = Schema.Build("""
        directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT | INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION
        directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
        type Query {
          name: String
          self(x: Int): Query
          twelve: [Thing] @listSize(assumedSize: 12)
          things(first: Int, last: Int, filter: Filter): Things
          top(most: Int): [Thing] @listSize(slicingArguments: ["most"])
          rare: Thing @cost(weight: "7.5")
          any: [Any]
        }
        type Mutation { change(names: [String]): Query }
        type Things { nodes: [Thing] edges: [ThingEdge] totalCount: Int }
        type ThingEdge { node: Thing }
        type Thing { name: String things(first: Int): Things }
        type Dear @cost(weight: "3") { name: String }
        union Any = Thing | Dear
        input Filter { names: [String!] @cost(weight: "2") }
        """);

    private int _executed;

    [Theory]
    [InlineData("__typename")]
    [InlineData("name")]
    public Task G1_101_aliases_are_refused(string field) =>
        Refused("LIMIT_ALIASES", $"{{ {Repeated(101, i => $"a{i}: {field}")} }}", limits => limits with { RootFields = null }, limits => limits with { Aliases = null });

    [Fact]
    public Task G1_aliases_in_fragments_count_as_well() =>
        Refused("LIMIT_ALIASES", $"{{ ...F }} fragment F on Query {{ self {{ {Repeated(16, i => $"a{i}: name")} }} }}", limits => limits, limits => limits with { Aliases = null });

    [Fact]
    public Task G2_500_times_the_same_field_is_refused() =>
        Refused("LIMIT_ROOT_FIELDS", $"{{ {Repeated(500, _ => "name")} }}", limits => limits, limits => limits with { RootFields = null });

    [Fact]
    public Task G2_root_fields_behind_fragments_count_as_well() =>
        Refused("LIMIT_ROOT_FIELDS", "{ ...F ... { ...F } name } fragment F on Query { name name name name name }", limits => limits, limits => limits with { RootFields = null });

    [Fact]
    public Task G2_a_document_of_too_many_tokens_is_not_read_to_its_end() =>
        Refused("LIMIT_TOKENS", $"{{ self {{ {Repeated(2_000, _ => "name")} }} }}", limits => limits, limits => limits with { Tokens = null });

    [Fact]
    public async Task G3_a_list_of_requests_is_refused_also_a_list_of_one()
    {
        foreach (var count in new[] { 1, 10 })
        {
            var answer = await Post($"[{string.Join(',', Enumerable.Repeat("""{ "query": "{ name }" }""", count))}]");
            answer.Status.ShouldBe(400);
            CodesOf(answer.Result).ShouldBe(["BATCHING_NOT_SUPPORTED"]);
        }
        _executed.ShouldBe(0);
        (await Post("""{ "query": "{ name }" }""")).Status.ShouldBe(200);
    }

    [Fact]
    public Task G4_51_directives_are_refused() =>
        Refused("LIMIT_DIRECTIVES", $"{{ self {{ {Repeated(51, _ => "name @include(if: true)")} }} }}", limits => limits, limits => limits with { Directives = null });

    [Fact]
    public async Task G4_of_ten_unknown_directives_five_are_told()
    {
        var attack = $"{{ name {Repeated(10, _ => "@unknown")} }}";

        (await Run(attack, Strict)).Errors.Count.ShouldBe(5);
        (await Run(attack, Strict with { Errors = null })).Errors.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public Task G5_11_levels_are_refused() => Refused("LIMIT_DEPTH", Nested(11), limits => limits, limits => limits with { Depth = null });

    [Fact]
    public async Task G5_10_levels_are_answered() => (await Run(Nested(10), Strict)).Errors.ShouldBeEmpty();

    [Fact]
    public Task G5_levels_behind_fragments_count_as_well() => Refused(
        "LIMIT_DEPTH",
        "{ self { self { self { ...F } } } } fragment F on Query { self { self { ...G } } } fragment G on Query { self { self { self { self { self { name } } } } } }",
        limits => limits,
        limits => limits with { Depth = null });

    [Theory]
    [InlineData("{", 100_000)]
    [InlineData("{ self ", 10_000)]
    [InlineData("{ self(x: ", 1, "[", 100_000)]
    [InlineData("query ($x: ", 1, "[", 100_000)]
    [InlineData("{ name @include(if: ", 1, "{a:", 100_000)]
    public async Task G5_nothing_nested_in_the_text_overflows_the_stack(string start, int times, string more = "", int moreTimes = 0)
    {
        var attack = Repeated(times, _ => start) + Repeated(moreTimes, _ => more);

        (await Run(attack, Limits.None)).WasExecuted.ShouldBeFalse();
        CodesOf(await Run(attack, Strict)).ShouldHaveSingleItem().ShouldBeOneOf("LIMIT_TOKENS", "LIMIT_DEPTH", "GRAPHQL_PARSE_FAILED");
    }

    [Fact]
    public async Task G5_lists_nested_in_variables_are_refused()
    {
        foreach (var (depth, status) in new[] { (60, 200), (65, 400), (10_000, 400) })
        {
            var body = $$"""{ "query": "{ name }", "variables": { "x": {{new string('[', depth)}}{{new string(']', depth)}} } }""";
            (await Post(body)).Status.ShouldBe(status, $"{depth} deep");
        }
    }

    [Fact]
    public async Task G6_fragments_that_come_round_are_refused()
    {
        var ring = $"{{ ...F0 }} {Repeated(45, i => $"fragment F{i} on Query {{ self {{ ...F{(i + 1) % 45} ...F{(i + 7) % 45} }} }} ")}";

        CodesOf(await Run(ring, Strict)).ShouldNotBeEmpty();
        CodesOf(await Run(ring, Limits.None)).ShouldContain("GRAPHQL_VALIDATION_FAILED");
    }

    [Theory]
    [InlineData("{ name ...F0 }", "...F{0} ...F{0}")]
    [InlineData("{ self { ...F0 } }", "...F{0} ... on Query { ...F{0} }")]
    [InlineData("{ ...F0 }", "self { ...F{0} } b: self { ...F{0} }")]
    public async Task G6_a_bomb_of_fragments_is_refused(string query, string doubling)
    {
        var bomb = $"{query} {Repeated(20, i => $"fragment F{i} on Query {{ {doubling.Replace("{0}", $"{i + 1}", StringComparison.Ordinal)} }} ")} fragment F20 on Query {{ name }}";

        CodesOf(await Run(bomb, Strict)).ShouldContain(code => code.StartsWith("LIMIT_", StringComparison.Ordinal));
        CodesOf(await Run(bomb, new Limits { Cost = 1_000 })).ShouldBe(bomb.Contains("b: self", StringComparison.Ordinal) ? ["LIMIT_COST"] : []);
    }

    [Fact]
    public async Task G6_1000_unused_fragments_are_refused()
    {
        var attack = $"{{ name }} {Repeated(1_000, i => $"fragment F{i} on Query {{ name }} ")}";

        CodesOf(await Run(attack, Strict with { Tokens = null })).ShouldBe(["LIMIT_FRAGMENTS"]);
        CodesOf(await Run(attack, Strict with { Tokens = null, Fragments = null })).ShouldAllBe(code => code == "GRAPHQL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task G6_1000_fields_of_one_name_are_refused()
    {
        var attack = $"{{ {Repeated(1_000, i => $"self(x: {i}) {{ name }} ")} }}";

        CodesOf(await Run(attack, Strict with { Tokens = null })).ShouldBe(["LIMIT_ROOT_FIELDS"]);
        CodesOf(await Run(attack, new Limits { Errors = 5 })).ShouldAllBe(code => code == "GRAPHQL_VALIDATION_FAILED");
        CodesOf(await Run($"{{ {Repeated(1_000, i => "self(x: 1) { name } ")} }}", Limits.None)).ShouldAllBe(code => code == "GRAPHQL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task G7_circular_introspection_is_refused_with_and_without_introspection()
    {
        const string circular = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }";

        (await Run(circular, Limits.None)).WasExecuted.ShouldBeFalse();
        (await Run(circular, Strict, secretive: true)).WasExecuted.ShouldBeFalse();
        CodesOf(await Run($"{{ __schema {{ types {{ {Repeated(14, _ => "ofType { ")}name{Repeated(14, _ => " }")} }} }} }}", Strict)).ShouldBe(["LIMIT_INTROSPECTION_DEPTH"]);
    }

    [Fact]
    public async Task G7_what_tools_ask_to_learn_a_schema_is_answered()
    {
        const string query = """
            query IntrospectionQuery {
              __schema {
                queryType { name } mutationType { name } subscriptionType { name }
                types { ...FullType }
                directives { name description locations args { ...InputValue } }
              }
            }
            fragment FullType on __Type {
              kind name description
              fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
              inputFields { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name } possibleTypes { ...TypeRef }
            }
            fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
            fragment TypeRef on __Type {
              kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
                ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
            }
            """;

        var result = await Run(query, Strict);

        result.Errors.ShouldBeEmpty();
        result.Data.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{ __schema { types { name } } }")]
    [InlineData("{__schema\n{types\n{name}}}")]
    [InlineData("{,,__schema,,{types,{,name,}}}")]
    [InlineData("\ufeff{\ufeff__schema{types{name}}}")]
    [InlineData("{ t: __type(name: \"Query\") { name } }")]
    [InlineData("{ ...F } fragment F on Query { ... { __schema { description } } }")]
    [InlineData("query ($no: Boolean = false) { name __schema @include(if: $no) { description } }")]
    public async Task G8_introspection_is_refused_however_it_is_written(string query)
    {
        (await Run(query, Strict, secretive: true)).WasExecuted.ShouldBeFalse();
        (await Run(query, Strict)).WasExecuted.ShouldBeTrue();
    }

    [Fact]
    public async Task G9_nobody_learns_the_schema_from_its_errors()
    {
        string[] names = ["Query", "Thing", "Things", "ThingEdge", "Filter", "Mutation", "nodes", "totalCount", "things", "twelve", "filter", "first"];
        string[] words = ["thing", "thins", "tings", "twelf", "nams", "tops", "node", "totalcount", "filtr", "frist", "self", "rare", "name", "any"];
        var questions = words.SelectMany(word => new[]
        {
            $"{{ {word} }}", $"{{ {word} {{ x }} }}", $"{{ self {{ {word} }} }}", $"{{ {word}(x: 1) }}", $"{{ name @{word} }}", $"query (${word}: {word}) {{ name }}",
            $"{{ ... on {word} {{ x }} }}", $"{{ self {{ rare {{ {word} }} }} }}", $"mutation {{ change {{ {word} }} }}",
        }).ToList();

        foreach (var question in questions)
            LearntFrom(await Run(question, Strict, secretive: true), question).ShouldBeEmpty(question);
        (await Task.WhenAll(questions.Select(async question => LearntFrom(await Run(question, Strict), question)))).SelectMany(learnt => learnt).ShouldNotBeEmpty();

        IEnumerable<string> LearntFrom(ExecutionResult result, string question) =>
            names.Where(name => result.Errors.Any(error => error.Message.Contains(name, StringComparison.Ordinal)) && !question.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("first: 101")]
    [InlineData("first: 1000000")]
    [InlineData("first: -1")]
    [InlineData("first: 1, last: 1")]
    public async Task G12_a_page_too_large_or_impossible_is_refused(string arguments)
    {
        var attack = $"{{ things({arguments}) {{ nodes {{ name }} }} }}";

        await Refused("LIMIT_PAGE_SIZE", attack, limits => limits with { Cost = null }, limits => limits with { PageSize = null, Cost = null });
        (await Run("{ things(first: 100) { nodes { name } } }", Strict)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task G12_a_page_too_large_is_refused_also_by_a_variable()
    {
        const string query = "query ($n: Int = 7) { things(first: $n) { nodes { name } } }";

        CodesOf(await Run(query, Strict, variables: new { n = 101 })).ShouldBe(["LIMIT_PAGE_SIZE"]);
        (await Run(query, Strict, variables: new { n = 100 })).Errors.ShouldBeEmpty();
        (await Run(query, Strict)).Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ name }", 0)]
    [InlineData("{ self { name } }", 1)]
    [InlineData("{ self { self { name } } self { self { name } } }", 2)]
    [InlineData("{ twelve { name } }", 12)]
    [InlineData("{ rare { name } }", 7.5)]
    [InlineData("{ things { totalCount } }", 1)]
    [InlineData("{ things { nodes { name } } }", 21)]
    [InlineData("{ things(first: 50) { nodes { name } } }", 51)]
    [InlineData("{ things(last: 50) { edges { node { name } } } }", 101)]
    [InlineData("{ things(first: 10) { nodes { things(first: 5) { nodes { name } } } } }", 71)]
    [InlineData("{ top(most: 9) { name } }", 9)]
    [InlineData("{ top { name } }", 20)]
    [InlineData("{ any { ... on Thing { name } ... on Dear { name } } }", 20)]
    [InlineData("{ things(first: 0, filter: { names: [\"a\", \"b\"] }) { nodes { name } } }", 5)]
    [InlineData("{ self @skip(if: true) { self { name } } twelve @include(if: false) { name } }", 0)]
    [InlineData("{ __schema { types { fields { name } } } }", 0)]
    public async Task G13_a_query_costs_what_its_objects_come_to(string query, double cost)
    {
        (await Run(query, Strict with { Cost = cost })).Errors.ShouldBeEmpty();
        if (cost > 0)
            await Refused("LIMIT_COST", query, limits => limits with { Cost = cost - 0.5 }, limits => limits with { Cost = null });
    }

    [Fact]
    public async Task G13_variables_are_priced_by_their_values()
    {
        const string query = """
            query ($n: Int, $filter: Filter, $with: Boolean = false) {
              things(first: $n, filter: $filter) { nodes { name things(first: 20) @include(if: $with) { nodes { name } } } }
            }
            """;
        var strict = Strict with { Cost = 100 };

        (await Run(query, strict, variables: new { n = 99 })).Errors.ShouldBeEmpty();
        CodesOf(await Run(query, strict, variables: new { n = 100 })).ShouldBe(["LIMIT_COST"]);
        CodesOf(await Run(query, strict, variables: new { n = 10, with = true })).ShouldBe(["LIMIT_COST"]);
        (await Run(query, strict, variables: new { n = 10, with = false })).Errors.ShouldBeEmpty();
        (await Run(query, strict, variables: new { n = 10, filter = new { names = Enumerable.Repeat("a", 44) } })).Errors.ShouldBeEmpty();
        CodesOf(await Run(query, strict, variables: new { n = 10, filter = new { names = Enumerable.Repeat("a", 45) } })).ShouldBe(["LIMIT_COST"]);
        CodesOf(await Run(query.Replace("$filter)", "{ names: [" + Repeated(45, _ => "\"a\"") + "] })", StringComparison.Ordinal).Replace("$filter: Filter, ", "", StringComparison.Ordinal), strict, variables: new { n = 10 }))
            .ShouldBe(["LIMIT_COST"]);
    }

    [Fact]
    public async Task G13_the_cost_is_told_only_where_that_is_wanted()
    {
        const string dear = "{ things(first: 60) { nodes { things(first: 60) { nodes { name } } } } }";

        var told = await Run(dear, Strict with { TellCost = true });
        told.Errors.ShouldHaveSingleItem().Message.ShouldContain("3721");
        Json(told).GetProperty("extensions").GetProperty("cost").ToString().ShouldBe("""{"requested":3721,"limit":1000}""");
        Json(await Run("{ self { name } }", Strict with { TellCost = true })).GetProperty("extensions").GetProperty("cost").GetProperty("requested").GetDouble().ShouldBe(1);

        var untold = await Run(dear, Strict);
        CodesOf(untold).ShouldBe(["LIMIT_COST"]);
        Json(untold).ToString().ShouldNotContain("3721");
        Json(untold).ToString().ShouldNotContain("1000");
    }

    [Theory]
    [InlineData("documentId", false)]
    [InlineData("persistedQuery", false)]
    [InlineData("documentId", true)]
    [InlineData("persistedQuery", true)]
    public async Task G14_a_registered_document_is_executed_by_its_hash(string way, bool only)
    {
        const string registered = "{ name }";
        const string other = "{ n: name }";
        var endpoint = Trusting(only, registered);

        (await Ask(TrustedDocuments.HashOf(registered))).ShouldBeEmpty();
        (await Ask(TrustedDocuments.HashOf(registered).ToUpperInvariant(), registered)).ShouldBeEmpty();
        _executed.ShouldBe(2);
        (await Ask(TrustedDocuments.HashOf(other))).ShouldBe(["PERSISTED_QUERY_NOT_FOUND"]);
        (await Ask(TrustedDocuments.HashOf(registered), other)).ShouldBe(["PERSISTED_QUERY_HASH_MISMATCH"]);
        (await Ask("0123")).ShouldBe(["BAD_REQUEST"]);
        _executed.ShouldBe(2);
        (await Ask(TrustedDocuments.HashOf(other), other)).ShouldBe(only ? ["PERSISTED_QUERY_NOT_FOUND"] : []);
        (await Codes(endpoint, new { query = other })).ShouldBe(only ? ["DOCUMENT_NOT_TRUSTED"] : []);
        _executed.ShouldBe(only ? 2 : 4);

        Task<IReadOnlyList<string>> Ask(string hash, string? query = null) => Codes(endpoint, way == "documentId"
            ? new { query, documentId = $"sha256:{hash}" }
            : new { query, extensions = new { persistedQuery = new { version = 1, sha256Hash = hash } } });
    }

    [Fact]
    public async Task G14_a_hash_of_another_kind_or_two_hashes_name_nothing()
    {
        var endpoint = Trusting(only: true, "{ name }", "{ n: name }");
        var (one, two) = (TrustedDocuments.HashOf("{ name }"), TrustedDocuments.HashOf("{ n: name }"));

        (await Codes(endpoint, new { documentId = $"md5:{one}" })).ShouldBe(["BAD_REQUEST"]);
        (await Codes(endpoint, new { extensions = new { persistedQuery = new { version = 2, sha256Hash = one } } })).ShouldBe(["BAD_REQUEST"]);
        (await Codes(endpoint, new { documentId = $"sha256:{two}", extensions = new { persistedQuery = new { version = 1, sha256Hash = one } } })).ShouldBe(["PERSISTED_QUERY_HASH_MISMATCH"]);
        _executed.ShouldBe(0);
    }

    [Fact]
    public async Task G14_without_registered_documents_a_hash_names_nothing() =>
        (await Codes(new HttpEndpoint(Engine(Strict)), new { documentId = $"sha256:{TrustedDocuments.HashOf("{ name }")}" })).ShouldBe(["PERSISTED_QUERY_NOT_SUPPORTED"]);

    [Fact]
    public void G14_a_registered_document_that_does_not_fit_the_schema_is_found_before_anybody_asks_for_it() =>
        new Engine(Schema, new Resolvers(), new EngineOptions { TrustedDocuments = new TrustedDocuments([new Source("{ nam }", "nam.graphql"), new Source("{ name }")], only: true) })
            .CheckTrustedDocuments().ShouldHaveSingleItem().Message.ShouldStartWith("nam.graphql: Cannot query field");

    [Fact]
    public async Task G10_a_GET_is_answered_only_with_a_header_that_no_other_origin_can_send()
    {
        var question = new HttpQuestion("GET", "query={name}", Accept: "application/graphql-response+json");
        var endpoint = new HttpEndpoint(Engine(Strict), new HttpEndpointOptions { GetNeedsPreflight = true });

        var refused = await endpoint.Answer(question);
        refused.Status.ShouldBe(400);
        CodesOf(refused.Result).ShouldBe(["PREFLIGHT_REQUIRED"]);
        _executed.ShouldBe(0);
        (await endpoint.Answer(question with { QueryString = "query=mutation{change{name}}" })).Status.ShouldBe(405);
        (await endpoint.Answer(question with { HasPreflightHeader = true })).Status.ShouldBe(200);
        (await new HttpEndpoint(Engine(Strict)).Answer(question)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task G11_a_body_over_the_limit_or_compressed_is_not_read()
    {
        var body = Encoding.UTF8.GetBytes($$"""{ "query": "{ name }", "x": "{{new string('x', 64 * 1024)}}" }""");
        var question = new HttpQuestion("POST", ContentType: "application/json", Body: body);

        (await new HttpEndpoint(Engine(Strict with { BodyBytes = body.Length - 1 })).Answer(question)).Status.ShouldBe(413);
        (await new HttpEndpoint(Engine(Strict with { BodyBytes = body.Length })).Answer(question)).Status.ShouldBe(200);
        (await new HttpEndpoint(Engine(Strict with { BodyBytes = null })).Answer(question)).Status.ShouldBe(200);
        (await new HttpEndpoint(Engine(Limits.None)).Answer(question with { ContentEncoding = "gzip" })).Status.ShouldBe(415);
    }

    [Fact]
    public async Task What_takes_too_long_is_ended()
    {
        var never = new Resolvers { Default = async context => { await Task.Delay(Timeout.Infinite, context.CancellationToken); return null; } };

        var result = await new Engine(Schema, never, new EngineOptions { Limits = new Limits { Time = TimeSpan.FromMilliseconds(1) } })
            .Execute(new GraphQLRequest("{ name }"), cancellationToken: TestContext.Current.CancellationToken);

        CodesOf(result).ShouldBe(["LIMIT_TIME"]);
        result.Data.ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_ask_less_is_refused_what_another_was_answered()
    {
        var engine = Engine(Strict);
        var request = new GraphQLRequest(Nested(8));
        (await engine.Execute(request, cancellationToken: TestContext.Current.CancellationToken)).Errors.ShouldBeEmpty();

        CodesOf(await engine.Execute(request with { Limits = Strict with { Depth = 5, Tokens = 3 } }, cancellationToken: TestContext.Current.CancellationToken))
            .ShouldBe(["LIMIT_TOKENS", "LIMIT_DEPTH"]);
        (await engine.Execute(request with { Query = Nested(12), Limits = Limits.None }, cancellationToken: TestContext.Current.CancellationToken)).Errors.ShouldBeEmpty();
    }

    /// <summary>Refused with that code alone and nothing executed; and answered, or refused for another reason, without the limit.</summary>
    private async Task Refused(string code, string query, Func<Limits, Limits> of, Func<Limits, Limits> without)
    {
        var limits = of(Strict);
        _executed = 0;
        CodesOf(await Run(query, limits)).ShouldBe([code]);
        _executed.ShouldBe(0);
        CodesOf(await Run(query, without(limits))).ShouldBeEmpty();
    }

    private HttpEndpoint Trusting(bool only, params IEnumerable<string> texts) => new(new Engine(
        Schema,
        new Resolvers { Default = _ => { _executed++; return default; } },
        new EngineOptions { TrustedDocuments = new TrustedDocuments(texts.Select(Source.FromString), only) }));

    /// <summary>The codes of a request's errors; with errors its status is 400.</summary>
    private static async Task<IReadOnlyList<string>> Codes(HttpEndpoint endpoint, object request)
    {
        var answer = await endpoint.Answer(new HttpQuestion(
            "POST", ContentType: "application/json", Accept: "application/graphql-response+json", Body: JsonSerializer.SerializeToUtf8Bytes(request)));
        answer.Status.ShouldBe(answer.Result.Errors.Count > 0 ? 400 : 200);
        return CodesOf(answer.Result);
    }

    private Engine Engine(Limits limits, bool secretive = false) => new(
        Schema,
        new Resolvers { Default = _ => { _executed++; return default; } },
        new EngineOptions
        {
            Limits = limits,
            Validation = secretive
                ? new ValidationOptions { Suggestions = false, ForeignNames = false, Rules = [.. SpecifiedRules.All, context => new NoSchemaIntrospection(context)] }
                : ValidationOptions.Default,
        });

    private async Task<ExecutionResult> Run(string query, Limits limits, bool secretive = false, object? variables = null) =>
        await Engine(limits, secretive).Execute(new GraphQLRequest(
            query, Variables: variables is null ? null : (IReadOnlyDictionary<string, object?>)RawValue.Of(JsonSerializer.SerializeToElement(variables))!));

    private async Task<HttpAnswer> Post(string body) => await new HttpEndpoint(Engine(Strict)).Answer(
        new HttpQuestion("POST", ContentType: "application/json", Accept: "application/graphql-response+json", Body: Encoding.UTF8.GetBytes(body)));

    private static JsonElement Json(ExecutionResult result)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    private static IReadOnlyList<string> CodesOf(ExecutionResult result) => [.. result.Errors.Select(error => (string)error.Extensions!["code"]!)];

    private static string Repeated(int count, Func<int, string> text) => string.Join(' ', Enumerable.Range(0, count).Select(text));

    private static string Nested(int levels) => $"{Repeated(levels - 1, _ => "{ self")} {{ name {new string('}', levels)}";
}
