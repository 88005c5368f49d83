using System.Text.Json;
using System.Text.Json.Serialization;
using TalentBank.GraphQL;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Types;
using TalentBank.Server.Api;

namespace TalentBank.Benchmarks.Api;

/// <summary>The engine behind ASP.NET Core, without a bank and without sign-in on either side.</summary>
internal sealed partial class InMemory : ApiBenchmark
{
    private static readonly IReadOnlyList<Opening> Openings =
        [.. Enumerable.Range(0, 50).Select(n => new Opening($"position-0199f3a2-6c1e-7d43-9b52-{n:x12}", "OPERATIONS", n % 2 == 0, "跨境电商运营专员", n % 7 + 1, "2026-06-01"))];

    public override string Name => "api-memory";

    protected override async Task<IReadOnlyList<Result>> Measure(string connectionString, int runs)
    {
        var schema = Schema.Build("""
            type Query { hello: String! openings: [Opening!]! }
            type Opening { id: ID! category: String! key: Boolean! title: String! openings: Int! from: String! }
            """);
        var endpoint = new HttpEndpoint(new Engine(schema, new Resolvers().Field("Query.hello", _ => "world").Field("Query.openings", _ => Openings)));

        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapPost("/graphql", async (HttpContext http) =>
        {
            var body = await HttpExchange.Body(http.Request, mostBytes: 1024 * 1024, http.RequestAborted);
            await HttpExchange.Write(http, await endpoint.Answer(HttpExchange.Question(http.Request, body!.Value), requestContext: null, http.RequestAborted));
        });
        app.MapPost("/by-hand/hello", (HttpContext http) => Write(http, new Data<Hello>(new Hello("world")), ByHand.Default.DataHello));
        app.MapPost("/by-hand/openings", (HttpContext http) => Write(http, new Data<List>(new List(Openings)), ByHand.Default.DataList));
        await app.StartAsync();
        var root = new Uri(app.Urls.First());

        return
        [
            await Compare("{ hello }", "the same by hand", 0.7,
                new Request(new Uri(root, "by-hand/hello"), """{"query":"{ hello }"}"""),
                new Request(new Uri(root, "graphql"), """{"query":"{ hello }"}"""), runs),
            await Compare("50 objects × 6 fields, in memory", "the same by hand", 0.75,
                new Request(new Uri(root, "by-hand/openings"), """{"query":"{ openings { id category key title openings from } }"}"""),
                new Request(new Uri(root, "graphql"), """{"query":"{ openings { id category key title openings from } }"}"""), runs),
        ];
    }

    private static async Task Write<T>(HttpContext http, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.BodyWriter, value, type, http.RequestAborted);
    }

    internal sealed record Opening(string Id, string Category, bool Key, string Title, int Openings, string From);

    internal sealed record Data<T>([property: JsonPropertyName("data")] T Answer);

    internal sealed record Hello([property: JsonPropertyName("hello")] string Word);

    internal sealed record List(IReadOnlyList<Opening> Openings);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Data<Hello>))]
    [JsonSerializable(typeof(Data<List>))]
    internal sealed partial class ByHandContext : JsonSerializerContext;

    /// <summary>The fastest that System.Text.Json offers: generated code, and the encoder that lets Chinese text be.</summary>
    private static class ByHand
    {
        public static ByHandContext Default { get; } =
            new(new JsonSerializerOptions(ByHandContext.Default.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
