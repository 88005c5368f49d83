using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Streaming;
using TalentBank.GraphQL.Tests.Streaming;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests;

/// <summary>The engine's README: its code stands here too, where it is compiled and run.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task What_the_page_promises_is_so()
    {
        var output = new ArrayBufferWriter<byte>();

        var schema = Schema.Build("""
            scalar Date
            type Query { today(zone: String = "UTC"): Date!  city(name: String!): City }
            type City { name: String!  people: Int! }
            """,
            new ScalarCoercion("Date")
            {
                ParseValue = raw => raw is string text && DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var date)
                    ? Coerced.Value(date)
                    : Coerced.Refused("a date is written YYYY-MM-DD"),
                Serialize = value => Coerced.Value(((DateOnly)value).ToString("O", CultureInfo.InvariantCulture)),
            });
        var parsed = Parser.Parse("{ today }");                         // parsed.Node or parsed.Error
        var errors = Validator.Validate(schema, parsed.Node!);          // empty: it may be executed

        var resolvers = new Resolvers()
            .Field("Query.today", context => Today(context.Argument<string>("zone")!))
            .Field("Query.city", async context => await Find(context.Argument<string>("name")!, context.CancellationToken))
            .Bind<City>("City");                                        // its fields are City's properties: name is Name
        var missing = resolvers.Check(schema);                          // one sentence for each field that could get no value
        var engine = new Engine(schema, resolvers, new EngineOptions { Execution = new() { OnError = Log } });
        var result = await engine.Execute(new GraphQLRequest("{ today city(name: \"Meishan\") { people } }"));
        result.WriteTo(output);                                         // JSON, to any IBufferWriter<byte>

        var endpoint = new HttpEndpoint(engine);
        var answer = await endpoint.Answer(new HttpQuestion("POST", ContentType: "application/json", Accept: "application/graphql-response+json",
            Body: """{"query": "{ today }"}"""u8.ToArray()));
        // answer.Status, answer.ContentType; answer.WriteTo(body)

        var field = (Field?)schema.Element(SchemaCoordinate.Parse("City.people"));
        var print = SchemaPrinter.PrintSorted(schema);                  // SDL that two versions can be compared by
        var changes = SchemaComparison.Compare(schema, Schema.Build("type Query { today: String! }"));
        var breaking = changes.Where(change => change.Weight == ChangeWeight.Breaking);   // "City was removed" ...

        errors.ShouldBeEmpty();
        missing.ShouldBeEmpty();
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("""{"data":{"today":"2026-11-28","city":{"people":2950000}}}""");
        answer.Status.ShouldBe(200);
        field!.Type.ToString().ShouldBe("Int!");
        print.ShouldContain("scalar Date");
        breaking.Select(change => change.ToString()).ShouldBe(["City was removed", "Date was removed", "Query.city was removed", "Query.today changed its type from Date! to String!", "Query.today(zone:) was removed"]);
    }

    [Fact]
    public async Task What_it_promises_of_subscriptions_is_so()
    {
        var output = new ArrayBufferWriter<byte>();

        var schema = Schema.Build("type Query { people: Int! }  type Subscription { arrivals: String!  people: Int! }");
        var resolvers = new Resolvers()
            .Field("Query.people", _ => People())
            .Events("Subscription.arrivals", context => ValueTask.FromResult<object?>(Arrivals()))   // an IAsyncEnumerable<object?>
            .Events("Subscription.people", context => ValueTask.FromResult<object?>(Arrivals()))
            .Field("Subscription.people", _ => People());                   // asked again at each event
        var engine = new Engine(schema, resolvers);
        var subscription = await engine.Subscribe(new GraphQLRequest("subscription { people }"));
        await foreach (var response in subscription.Responses())            // a refusal is the only one
            response.WriteTo(output);

        using var pair = SocketPair.Open();
        var socket = pair.Server;
        var client = Refusal(pair);

        await using var session = new WebSocketSession(
            connect: (payload, _) => ValueTask.FromResult(payload is null ? CloseReason.Forbidden("not-signed-in") : null),
            respond: (request, cancel) => Answers(engine, request, cancel));   // an IAsyncEnumerable<ExecutionResult>
        await session.Run(socket);                                          // any System.Net.WebSockets.WebSocket

        resolvers.Check(schema).ShouldBeEmpty();
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("""{"data":{"people":2950000}}{"data":{"people":2950000}}""");
        (await client).ShouldBe("4403 not-signed-in");
    }

    [Fact]
    public void All_code_of_the_page_stands_here()
    {
        var here = Trimmed(File.ReadAllText(Here()));
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "TalentBank.GraphQL", "README.md")).ReplaceLineEndings("\n");
        var blocks = CodeBlock().Matches(page).Select(match => Trimmed(match.Groups["code"].Value)).ToList();

        blocks.Count.ShouldBeGreaterThan(3);
        blocks.Where(block => !here.Contains(block, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static DateOnly Today(string zone) => zone == "UTC" ? new DateOnly(2026, 11, 28) : throw new TimeZoneNotFoundException(zone);

    private static async Task<City?> Find(string name, CancellationToken cancel)
    {
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        return new City(name, 2_950_000);
    }

    private static int People() => 2_950_000;

    private static async IAsyncEnumerable<object?> Arrivals()
    {
        foreach (var name in new[] { "Lin", "Chen" })
        {
            await Task.Yield();
            yield return name;
        }
    }

    private static async IAsyncEnumerable<ExecutionResult> Answers(Engine engine, GraphQLRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await engine.Execute(request, null, cancel);
    }

    private static async Task<string> Refusal(SocketPair pair)
    {
        await pair.Say("""{"type":"connection_init"}""");
        var refusal = await pair.Hear();
        await pair.Client.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        return refusal;
    }

    private static void Log(Exception fault, GraphQLError error) => Assert.Fail($"{error}: {fault}");

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();

    private sealed record City(string Name, int People);
}
