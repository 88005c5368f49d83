using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using TalentBank.GraphQL;
using TalentBank.Server.Tests.SignIn;

namespace TalentBank.Server.Tests.Api;

/// <summary>
/// Requests that mean harm, over real HTTP: to the server as operators run it, and where that would refuse everything, to the demo
/// bank, which is also the control: what Development answers, Production refuses. The engine's own are in the test of the same name there.
/// </summary>
[Collection("attacks")]
public sealed class GraphQlAttackTests(ProductionBank production, DemoBank demo)
{
    private const string Dear = "query($first: Int) { organisations(first: $first) { nodes { id } } trainingSessions(first: $first) { nodes { bookings(first: 10) { nodes { id } totalCount } } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task G3_a_list_of_requests_is_refused(int count)
    {
        var answer = await PostBody(await production.Officer(), $"[{string.Join(',', Enumerable.Repeat("""{ "query": "{ __typename }" }""", count))}]");

        answer.Status.ShouldBe(400);
        answer.Body.ShouldContain("BATCHING_NOT_SUPPORTED");
    }

    [Fact]
    public async Task G1_to_G7_are_refused_with_the_limits_that_the_bank_ships_and_it_lives_on()
    {
        var officer = await production.Officer();
        foreach (var (query, code) in new[]
        {
            ($"{{ {Repeated(101, i => $"a{i}: __typename")} }}", "LIMIT_ALIASES"),
            ($"{{ {Repeated(101, i => $"a{i}: zone {{ timeZone }}")} }}", "LIMIT_ALIASES"),
            ($"{{ {Repeated(500, _ => "__typename")} }}", "LIMIT_ROOT_FIELDS"),
            ($"{{ {Repeated(2_000, _ => "__typename")} }}", "LIMIT_TOKENS"),
            ($"{{ zone {{ {Repeated(51, _ => "timeZone @include(if: true)")} }} }}", "LIMIT_DIRECTIVES"),
            (Repeated(11, _ => "{ talent(id: 1)") + " { id" + new string('}', 12), "LIMIT_DEPTH"),
            (new string('{', 60_000), "GRAPHQL_PARSE_FAILED"),
            (Repeated(9_000, _ => "{ zone"), "LIMIT_DEPTH"),
            ($"{{ zone(x: {new string('[', 60_000)}", "LIMIT_DEPTH"),
            ($"{{ ...F0 }} {Repeated(20, i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}")} fragment F20 on Query {{ __typename }}", "LIMIT_FRAGMENTS"),
            ("{ ...F } fragment F on Query { ...F }", "GRAPHQL_VALIDATION_FAILED"),
            ("{ organisations(first: 101) { totalCount } }", "LIMIT_PAGE_SIZE"),
            ("{ organisations(first: -1) { totalCount } }", "LIMIT_PAGE_SIZE"),
            ("{ organisations(first: 1, last: 1) { totalCount } }", "LIMIT_PAGE_SIZE"),
        })
        {
            var answer = await Post(officer, query);
            answer.Status.ShouldBe(400, query[..Math.Min(80, query.Length)]);
            answer.Body.ShouldContain($"\"{code}\"", customMessage: answer.Body);
            answer.Body.ShouldNotContain("\"data\"");
        }

        (await Post(officer, "{ zone { timeZone } }")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("{ __schema { types { name } } }")]
    [InlineData("{__schema\n{types,,{name}}}")]
    [InlineData("\ufeff{ t: __type(name: \"Talent\") { name } }")]
    public async Task G7_and_G8_the_schema_is_told_in_Development_alone_by_POST_and_by_GET(string query)
    {
        foreach (var (client, status) in new[] { (await production.Officer(), 400), ((await demo.As("chamber")).Http, 200) })
        {
            (await Post(client, query)).Status.ShouldBe(status);
            (await Get(client, query)).Status.ShouldBe(status);
        }

        (await Post(await production.Officer(), query)).Body.ShouldNotContain("Talent");
    }

    [Fact]
    public async Task G9_a_list_of_words_learns_no_name_of_the_schema()
    {
        var names = (await (await demo.As("chamber")).Ask("{ __schema { types { name fields { name args { name } } inputFields { name } enumValues { name } } } }"))
            .GetProperty("__schema").GetProperty("types").EnumerateArray()
            .SelectMany(type => Strings(type)).Where(name => name.Length > 5 && !name.StartsWith('_')).ToHashSet(StringComparer.Ordinal);
        // Every third name, a letter too many, and as it is: 500 words and more, as a dictionary would come to.
        var words = names.Order(StringComparer.Ordinal).Where((_, index) => index % 3 == 0).SelectMany(name => new[] { name, $"{name}x", name[..^1] }).ToList();
        words.Count.ShouldBeGreaterThan(400);
        var (officer, chamber) = (await production.Officer(), (await demo.As("chamber")).Http);

        var learnt = 0;
        foreach (var ten in words.Chunk(10))
        {
            var query = $"{{ {string.Join(' ', ten)} }} ";
            LearntFrom(await Post(officer, query), query).ShouldBeEmpty();
            learnt += LearntFrom(await Post(chamber, query), query).Count;
        }

        learnt.ShouldBeGreaterThan(0, "Development does tell");

        List<string> LearntFrom((int Status, string Body) answer, string query) =>
            [.. answer.Body.Split([.. " \"\\.,:;!?'(){}[]$@"], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => names.Contains(word) && !query.Contains(word, StringComparison.Ordinal) && word is not ("message" or "locations" or "extensions" or "errors"))];
    }

    [Fact]
    public async Task G10_what_another_site_s_page_could_make_a_browser_send_is_refused()
    {
        var officer = await production.Officer();

        (await Get(officer, "mutation { __typename }")).Status.ShouldBe(405);
        (await Get(officer, "{ zone { timeZone } }", preflight: false)).Status.ShouldBe(400);
        (await Get(officer, "{ zone { timeZone } }")).Status.ShouldBe(200);
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x" })
        {
            (await PostBody(officer, """{ "query": "{ zone { timeZone } }" }""", type)).Status.ShouldBe(415, type);
            (await PostBody(officer, """{ "query": "{ zone { timeZone } }" }""", type, preflight: true)).Status.ShouldBe(415, type);
        }

        (await PostBody(officer, """{ "query": "{ zone { timeZone } }" }""")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task G10_the_405_names_the_methods_that_there_are()
    {
        using var answer = await (await production.Officer()).DeleteAsync("/graphql", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "POST"]);
    }

    [Fact]
    public async Task G11_a_body_one_byte_over_the_limit_is_refused_also_if_its_length_is_not_told()
    {
        var officer = await production.Officer();
        var start = """{ "query": "{ zone { timeZone } }", "operationName": null }""";
        var most = start.PadRight(64 * 1024);

        (await PostBody(officer, most)).Status.ShouldBe(200);
        (await PostBody(officer, most + " ")).Status.ShouldBe(413);
        (await Send(officer, new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(most + " "))) { Headers = { ContentType = new("application/json"), ContentLength = null } },
            Headers = { TransferEncodingChunked = true },
        })).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task G11_a_compressed_bomb_is_not_unpacked(string encoding)
    {
        var officer = await production.Officer();
        using var packed = new MemoryStream();
        await using (Stream packing = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true) : new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await packing.WriteAsync(new byte[10_000_000], Cancel);
        var server = await production.Server();
        await Bomb();
        var before = server.Memory;

        for (var i = 0; i < 20; i++)
            (await Bomb()).ShouldBe(415);

        (server.Memory - before).ShouldBeLessThan(20_000_000);

        async Task<int> Bomb() => (await Send(officer, new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/json"), ContentEncoding = { encoding } } },
        })).Status;
    }

    [Fact]
    public async Task G11_a_body_shorter_than_its_length_or_slower_than_any_honest_one_is_refused()
    {
        var officer = await production.Officer();
        const string body = """{ "query": "{ zone { timeZone } }" }""";

        (await Raw(officer, $"Content-Length: {body.Length}", body)).ShouldBe(200);
        (await Raw(officer, $"Content-Length: {body.Length + 5}", body, end: true)).ShouldBeOneOf(400, RawHttp.Closed);
        (await Raw(officer, $"Content-Length: {body.Length - 5}", body)).ShouldBe(400);
        (await Raw(officer, $"Content-Length: {body.Length}", body, part: 1, pause: TimeSpan.FromSeconds(1))).ShouldBe(408);
    }

    [Fact]
    public async Task G13_what_costs_too_much_is_refused_and_the_cost_told_in_Development_alone()
    {
        const string query = "query($first: Int, $with: Boolean!) { organisations(first: $first) { nodes { id } edges { node { id } } totalCount } employments @include(if: $with) { nodes { enterprise { id } positionRequirement { enterprise { id } } } } }";
        var (officer, chamber) = (await production.Officer(), (await demo.As("chamber")).Http);

        foreach (var client in new[] { officer, chamber })
        {
            (await Post(client, "query($e: [ID!]) { organisations(first: 100) { nodes { id } } }", new { e = Array.Empty<string>() })).Status.ShouldBe(400, "an unused variable");
            (await Post(client, Dear, new { first = 10 })).Status.ShouldBe(200);
            (await Post(client, Dear, new { first = 100 })).Status.ShouldBe(400);
        }

        (await Post(officer, Dear, new { first = 100 })).Body.ShouldContain("LIMIT_COST");
        (await Post(officer, Dear, new { first = 100 })).Body.ShouldNotContain("requested");
        (await Post(chamber, Dear, new { first = 100 })).Body.ShouldContain("requested");
        (await Post(chamber, query, new { first = 10, with = false })).Body.ShouldContain("\"requested\":36,");
    }

    [Fact]
    public async Task G14_a_registered_document_is_executed_by_its_hash_and_nothing_else_is_registered()
    {
        var officer = await production.Officer();
        var hash = TrustedDocuments.HashOf(ProductionBank.TrustedDocument);

        (await PostBody(officer, $$"""{ "documentId": "sha256:{{hash}}" }""")).Body.ShouldContain("OPERATIONS");
        (await PostBody(officer, $$"""{ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "{{hash}}" } } }""")).Body.ShouldContain("OPERATIONS");
        foreach (var (body, code) in new[]
        {
            ($$"""{ "documentId": "sha256:{{TrustedDocuments.HashOf("{ zone { timeZone } }")}}" }""", "PERSISTED_QUERY_NOT_FOUND"),
            ($$"""{ "documentId": "sha256:{{hash}}", "query": "{ zone { timeZone } }" }""", "PERSISTED_QUERY_HASH_MISMATCH"),
        })
        {
            var answer = await PostBody(officer, body);
            answer.Status.ShouldBe(400);
            answer.Body.ShouldContain(code);
        }
    }

    [Theory]
    [InlineData("'; drop table talentbank.mt_events; --")]
    [InlineData("' or '1'='1")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("眉山%' or name like '%")]
    public async Task G15_a_text_that_would_be_SQL_or_a_pattern_is_looked_for_as_it_stands(string text)
    {
        var chamber = await demo.As("chamber");
        const string query = "query($text: String, $kind: ID!) { organisations(filter: { nameContains: $text }) { totalCount } organisation(id: $kind) { id } }";

        var found = await chamber.Ask(query, new { text, kind = text });

        found.GetProperty("organisations").GetProperty("totalCount").GetInt32().ShouldBe(0);
        found.GetProperty("organisation").ValueKind.ShouldBe(JsonValueKind.Null);
        (await chamber.Ask(query, new { text = "演示", kind = "x" })).GetProperty("organisations").GetProperty("totalCount").GetInt32().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{ "query": "{ organisations(filter: { nameContains: \"\\u0000\" }) { totalCount } }" }""")]
    [InlineData("""{ "query": "{ node(id: \"\\uD800\") { id } }" }""")]
    [InlineData("""{ "query": "{ node(id: \"\ud800\") { id } }" }""")]
    [InlineData("""{ "query": "query($n: Int) { organisations(first: $n) { totalCount } }", "variables": { "n": 1e400 } }""")]
    [InlineData("""{ "query": "{ organisations(first: 1e400) { totalCount } }" }""")]
    [InlineData("""{ "query": "query($n: Int) { organisations(first: $n) { totalCount } }", "variables": { "n": 99999999999999999999999999999999999999 } }""")]
    [InlineData("""{ "query": "{ organisations(first: 99999999999999999999999999999999999999) { totalCount } }" }""")]
    [InlineData("""{ "query": "{ talentGap(asOf: \"10000-01-01\") { gap } }" }""")]
    [InlineData("""{ "query": "{ talentGap(asOf: \"0000-00-00\") { gap } }" }""")]
    [InlineData("""{ "query": "{ talentGap(knownAt: \"9999-12-31T23:59:59-14:00\") { gap } }" }""")]
    [InlineData("""{ "query": "{ talentGap(knownAt: \"0001-01-01T00:00:00+14:00\") { gap } }" }""")]
    public async Task G15_a_value_beyond_any_type_is_refused_and_nothing_fails(string body)
    {
        var chamber = await demo.As("chamber");
        chamber.Http.DefaultRequestHeaders.Accept.ParseAdd("application/graphql-response+json");

        var answer = await PostBody(chamber.Http, body);

        answer.Status.ShouldBeOneOf(200, 400);
        answer.Body.ShouldContain("\"errors\"");
        answer.Body.ShouldNotContain("INTERNAL_SERVER_ERROR");
    }

    [Theory]
    [InlineData("first: -0", 200)]
    [InlineData("filter: { openingsAtLeast: -0 }", 200)]
    public async Task G15_minus_zero_is_zero(string arguments, int status)
    {
        var answer = await Post((await demo.As("chamber")).Http, $"{{ positionRequirements({arguments}) {{ totalCount }} }}");

        answer.Status.ShouldBe(status);
        answer.Body.ShouldNotContain("INTERNAL_SERVER_ERROR");
    }

    [Fact]
    public async Task G16_and_G17_a_failure_tells_its_trace_id_and_no_more_and_stands_in_one_line_of_the_log()
    {
        var officer = await production.Officer();
        var server = await production.Server();
        await using var database = NpgsqlDataSource.Create(await production.ConnectionString());
        var table = (string)(await Sql("select format('%I.%I', schemaname, tablename) from pg_tables where tablename like 'organisations_v%' and tablename !~ '__' limit 1"))!;
        await Sql($"alter table {table} rename to hidden_from_the_server");
        (int Status, string Body) answer;
        try
        {
            answer = await PostBody(officer, JsonSerializer.Serialize(new
            {
                query = "query A { organisations(filter: { nameContains: \"\\r\\n\\u001b[31m\\\"}{\\\"forged\\\":1\" }) { totalCount } }",
                operationName = "A\r\n\u001b[31m\"}\n{\"forged\":true}",
            }));
            answer.Status.ShouldBe(400, "there is no operation of that name");
            answer = await PostBody(officer, JsonSerializer.Serialize(new { query = "query A { organisations(filter: { nameContains: \"\\r\\n\\u001b[31m\\\"}{\\\"forged\\\":1\" }) { totalCount nodes { id } } }" }));
        }
        finally
        {
            await Sql($"alter table {table[..table.IndexOf('.', StringComparison.Ordinal)]}.hidden_from_the_server rename to {table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..]}");
        }

        answer.Body.ShouldContain("INTERNAL_SERVER_ERROR");
        foreach (var secret in new[] { "organisations_v", "42P01", "Npgsql", "relation", " at ", ".cs", "Exception" })
            answer.Body.ShouldNotContain(secret, Case.Sensitive);
        var traceId = JsonDocument.Parse(answer.Body).RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("traceId").GetString()!;
        while (!server.Printed.Contains(traceId, StringComparison.Ordinal))
            await Task.Delay(20, Cancel);
        var lines = server.Printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Trim().Length > 0).ToList();
        foreach (var line in lines)
            JsonDocument.Parse(line).RootElement.ValueKind.ShouldBe(JsonValueKind.Object, line);
        lines.ShouldAllBe(line => !line.Contains('\u001b'));
        (await Post(officer, "{ organisations { totalCount } }")).Body.ShouldNotContain("errors");

        async Task<object?> Sql(string text)
        {
            await using var command = database.CreateCommand(text);
            return await command.ExecuteScalarAsync(Cancel);
        }
    }

    [Fact]
    public async Task G18_what_is_not_yours_answers_as_what_is_not_there()
    {
        var (owner, other) = (await demo.As("student"), await demo.As("student&person=2"));
        var talent = (await owner.Ask("{ me { talentId } }")).GetProperty("me").GetProperty("talentId").GetString()!;
        const string query = "query($id: ID!) { node(id: $id) { id } talent(id: $id) { name phone } internshipPlaces(filter: { talent: [$id] }) { totalCount } bookings(filter: { talent: [$id] }) { totalCount } employments(filter: { talent: [$id] }) { totalCount } }";

        var notYours = await other.Send(query, new { id = talent });
        var notThere = await other.Send(query, new { id = "talent-00000000-0000-7000-8000-000000000000" });

        notYours.GetProperty("data").ToString().ShouldBe(notThere.GetProperty("data").ToString());
        (await owner.Ask(query, new { id = talent })).GetProperty("talent").ValueKind.ShouldNotBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task G23_what_is_meant_for_a_browser_s_page_is_only_ever_JSON()
    {
        using var answer = await (await production.Officer()).PostAsJsonAsync("/graphql", new { query = "mutation { x: registerOrganisation(input: { kind: ENTERPRISE, name: \"<script>alert(1)</script>\", country: \"SG\", registerNumber: \"A1234567\" }) { organisation { name } errors { code } } }" }, Cancel);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/graphql-response+json");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task G24_requests_that_two_servers_would_read_differently_are_refused()
    {
        var officer = await production.Officer();
        const string body = """{ "query": "{ zone { timeZone } }" }""";
        var chunked = $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n";

        (await Raw(officer, "Transfer-Encoding: chunked", chunked)).ShouldBe(200);
        (await Raw(officer, $"Content-Length: {body.Length}\r\nTransfer-Encoding: chunked", chunked)).ShouldBe(400);
        (await Raw(officer, $"Content-Length: {body.Length}\r\nContent-Length: 5", body)).ShouldBe(400);
        (await Raw(officer, $"Content-Length: {body.Length}\r\nX-Odd: a\nb", body)).ShouldBe(400);
        (await Raw(officer, $"Content-Length: {body.Length}\r\nX-Odd : a", body)).ShouldBe(400);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-HTTP-Method", "GET")]
    [InlineData("X-Method-Override", "PUT")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Original-URL", "/dev/token")]
    [InlineData("X-Rewrite-URL", "/dev/token")]
    public async Task G24_headers_that_would_make_another_request_of_it_are_not_looked_at(string header, string value)
    {
        var officer = await production.Officer();
        officer.DefaultRequestHeaders.Add(header, value);

        (await Post(officer, "{ __typename }")).ShouldBe((200, """{"data":{"__typename":"Query"}}"""));
    }

    private static Task<(int Status, string Body)> Post(HttpClient client, string query, object? variables = null) =>
        PostBody(client, JsonSerializer.Serialize(new { query, variables }));

    private static Task<(int Status, string Body)> PostBody(HttpClient client, string body, string contentType = "application/json", bool preflight = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body) };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (preflight)
            request.Headers.Add("GraphQL-Preflight", "1");
        return Send(client, request);
    }

    private static Task<(int Status, string Body)> Get(HttpClient client, string query, bool preflight = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(query)}");
        if (preflight)
            request.Headers.Add("GraphQL-Preflight", "1");
        return Send(client, request);
    }

    private static async Task<(int Status, string Body)> Send(HttpClient client, HttpRequestMessage request)
    {
        if (client.DefaultRequestHeaders.Accept.Count == 0)
            request.Headers.Accept.ParseAdd("application/graphql-response+json");
        using (request)
        {
            using var answer = await client.SendAsync(request, Cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    private static Task<int> Raw(HttpClient client, string lengths, string body, int part = int.MaxValue, TimeSpan pause = default, bool end = false)
    {
        var head = string.Join("\r\n",
            "POST /graphql HTTP/1.1", $"Host: {client.BaseAddress!.Authority}", $"Authorization: {client.DefaultRequestHeaders.Authorization}", "Content-Type: application/json", "Connection: close", lengths);
        // The head at once, so that the pauses fall into the body.
        return RawHttp.StatusOf(client.BaseAddress, $"{head}\r\n\r\n", body, part, pause, end);
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };

    private static string Repeated(int count, Func<int, string> text) => string.Join(' ', Enumerable.Range(0, count).Select(text));
}
