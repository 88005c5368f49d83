using System.Buffers;
using System.Text;
using System.Text.Json;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Http;

public class HttpEndpointTests
{
    private const string GraphQLResponse = "application/graphql-response+json";

    private int _changes;

    private HttpEndpoint Endpoint => new(new Engine(
        Schema.Build("""
            type Query { hello(name: String = "world"): String  fails: Int  must: Int! }
            type Mutation { change: Int }
            """),
        new Resolvers()
            .Field("Query.hello", context => $"Hello {context.Argument<string>("name")}")
            .Field("Query.fails", _ => new FieldError("No.", "not-today"))
            .Field("Query.must", _ => null)
            .Field("Mutation.change", _ => ++_changes)));

    [Fact]
    public async Task A_query_by_POST_is_answered()
    {
        var answer = await Post("""{ "query": "query ($n: String) { hello(name: $n) }", "variables": { "n": "Meishan 眉山" } }""");

        answer.Status.ShouldBe(200);
        answer.ContentType.ShouldBe("application/json; charset=utf-8");
        Body(answer).ShouldBe("""{"data":{"hello":"Hello Meishan 眉山"}}""");
    }

    [Fact]
    public async Task A_query_by_GET_is_answered()
    {
        var answer = await Get("?query=query+A(%24n%3AString)%7Bhello(name%3A%24n)%7D+query+B%7Bfails%7D&variables=%7B%22n%22%3A%22a%2Bb%22%7D&operationName=A");

        answer.Status.ShouldBe(200);
        Body(answer).ShouldBe("""{"data":{"hello":"Hello a+b"}}""");
    }

    [Fact]
    public async Task An_empty_operation_name_in_a_GET_is_none()
    {
        var answer = await Get("query={hello}&operationName=&variables=&extensions=");

        Body(answer).ShouldBe("""{"data":{"hello":"Hello world"}}""");
    }

    [Fact]
    public async Task A_mutation_by_GET_is_refused_and_changes_nothing()
    {
        var answer = await Get("query=mutation{change}", GraphQLResponse);

        answer.Status.ShouldBe(405);
        answer.Allow.ShouldBe("POST");
        Code(answer).ShouldBe("METHOD_NOT_ALLOWED");
        _changes.ShouldBe(0);
    }

    [Fact]
    public async Task A_mutation_by_GET_is_refused_also_by_the_name_of_its_operation()
    {
        var answer = await Get("query=query A{hello} mutation B{change}&operationName=B");

        answer.Status.ShouldBe(405);
        _changes.ShouldBe(0);
    }

    [Fact]
    public async Task A_mutation_by_POST_is_executed()
    {
        var answer = await Post("""{ "query": "mutation { change }" }""");

        Body(answer).ShouldBe("""{"data":{"change":1}}""");
        _changes.ShouldBe(1);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_refused(string method)
    {
        var answer = await Endpoint.Answer(new HttpQuestion(method));

        answer.Status.ShouldBe(405);
        answer.Allow.ShouldBe("GET, POST");
    }

    [Theory]
    [InlineData("{", "BAD_REQUEST")]
    [InlineData("", "BAD_REQUEST")]
    [InlineData("{} {}", "BAD_REQUEST")]
    [InlineData("7", "BAD_REQUEST")]
    [InlineData("""{ "qeury": "{hello}" }""", "BAD_REQUEST")]
    [InlineData("""{ "query": null }""", "BAD_REQUEST")]
    [InlineData("""{ "query": { "obj": "ect" } }""", "BAD_REQUEST")]
    [InlineData("""{ "query": "{hello}", "variables": [] }""", "BAD_REQUEST")]
    [InlineData("""{ "query": "{hello}", "variables": "{}" }""", "BAD_REQUEST")]
    [InlineData("""{ "query": "{hello}", "extensions": 0 }""", "BAD_REQUEST")]
    [InlineData("""{ "query": "{hello}", "operationName": false }""", "BAD_REQUEST")]
    [InlineData("""{ "query": "{hello}", "variables": { "n": "\ud800" } }""", "BAD_REQUEST")]
    [InlineData("""{ "query": "{hello}", "query": "{fails}" }""", "BAD_REQUEST")]
    [InlineData("""[{ "query": "{hello}" }]""", "BATCHING_NOT_SUPPORTED")]
    public async Task A_body_that_is_no_request_is_refused_whatever_is_accepted(string body, string code)
    {
        foreach (var accept in new[] { "application/json", GraphQLResponse })
        {
            var answer = await Post(body, accept: accept);

            answer.Status.ShouldBe(400);
            answer.ContentType.ShouldStartWith(accept);
            Code(answer).ShouldBe(code);
            Body(answer).ShouldNotContain("\"data\"");
        }
    }

    [Fact]
    public async Task A_body_nested_too_deep_is_refused()
    {
        var answer = await Post($$"""{ "query": "{hello}", "variables": {{string.Concat(Enumerable.Repeat("[", 100_000))}} }""");

        answer.Status.ShouldBe(400);
        Code(answer).ShouldBe("BAD_REQUEST");
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_is_refused()
    {
        var body = Encoding.Latin1.GetBytes("""{ "query": "{hello(name: \"é\")}" }""");

        (await Endpoint.Answer(new HttpQuestion("POST", ContentType: "application/json", Body: body))).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/jsonx")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Other_content_types_are_refused(string? contentType)
    {
        var answer = await Post("""{ "query": "{hello}" }""", contentType);

        answer.Status.ShouldBe(415);
        Code(answer).ShouldBe("UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData("application/json;charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("APPLICATION/JSON")]
    public async Task Json_in_UTF8_is_accepted(string contentType) =>
        (await Post("""{ "query": "{hello}" }""", contentType)).Status.ShouldBe(200);

    [Fact]
    public async Task Null_for_an_optional_parameter_is_the_same_as_nothing() =>
        (await Post("""{ "query": "{hello}", "operationName": null, "variables": null, "extensions": null }""")).Status.ShouldBe(200);

    [Fact]
    public async Task A_response_type_that_is_not_served_is_refused()
    {
        var answer = await Post("""{ "query": "{hello}" }""", accept: "text/html");

        answer.Status.ShouldBe(406);
        answer.ContentType.ShouldStartWith("application/json");
        Code(answer).ShouldBe("NOT_ACCEPTABLE");
    }

    [Theory]
    [InlineData("""{ "query": "{" }""", "GRAPHQL_PARSE_FAILED")]
    [InlineData("""{ "query": "" }""", "GRAPHQL_PARSE_FAILED")]
    [InlineData("""{ "query": "{ nothing }" }""", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""{ "query": "query ($n: String!) { hello(name: $n) }" }""", "BAD_USER_INPUT")]
    [InlineData("""{ "query": "query A { hello } query B { hello }" }""", "OPERATION_RESOLUTION_FAILURE")]
    [InlineData("""{ "query": "{ hello }", "operationName": "B" }""", "OPERATION_RESOLUTION_FAILURE")]
    public async Task A_request_that_is_refused_is_told_by_the_status_only_where_the_media_type_allows(string body, string code)
    {
        var json = await Post(body, accept: "application/json");
        json.Status.ShouldBe(200);
        Code(json).ShouldBe(code);
        Body(json).ShouldNotContain("\"data\"");

        var graphQL = await Post(body, accept: GraphQLResponse);
        graphQL.Status.ShouldBe(400);
        graphQL.ContentType.ShouldBe("application/graphql-response+json; charset=utf-8");
        Body(graphQL).ShouldBe(Body(json));
    }

    [Theory]
    [InlineData("{ hello fails }", """{"errors":[{"message":"No.","locations":[{"line":1,"column":9}],"path":["fails"],"extensions":{"code":"not-today"}}],"data":{"hello":"Hello world","fails":null}}""")]
    [InlineData("{ must }", """{"errors":[{"message":"Cannot return null for non-nullable field Query.must.","locations":[{"line":1,"column":3}],"path":["must"]}],"data":null}""")]
    public async Task An_error_of_a_field_is_no_failure_of_the_request(string query, string body)
    {
        var answer = await Post(JsonSerializer.Serialize(new { query }), accept: GraphQLResponse);

        answer.Status.ShouldBe(200);
        Body(answer).ShouldBe(body);
    }

    private ValueTask<HttpAnswer> Get(string query, string? accept = null) => Endpoint.Answer(new HttpQuestion("GET", query, Accept: accept));

    private ValueTask<HttpAnswer> Post(string body, string? contentType = "application/json", string? accept = null) =>
        Endpoint.Answer(new HttpQuestion("POST", ContentType: contentType, Accept: accept, Body: Encoding.UTF8.GetBytes(body)));

    private static string Body(HttpAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        answer.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? Code(HttpAnswer answer) =>
        JsonDocument.Parse(Body(answer)).RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
}
