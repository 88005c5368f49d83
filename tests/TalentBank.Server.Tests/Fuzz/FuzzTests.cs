using System.Text;
using System.Text.Json;
using TalentBank.GraphQL;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Http;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Limiting;
using TalentBank.GraphQL.Types;
using TalentBank.Server.Api;
using TalentBank.Server.Running;
using TalentBank.Server.Tests.Api;

namespace TalentBank.Server.Tests.Fuzz;

/// <summary>
/// Requests made up by the grammar from the schema, by number, so that one that fails can be sent again. All 100,000 through the
/// engine and 100,000 over HTTP: <c>TALENTBANK_FULL=1 dotnet test tests/TalentBank.Server.Tests --filter FuzzTests</c>.
/// </summary>
[Collection("attacks")]
public sealed class FuzzTests(ProductionBank production, ITestOutputHelper output)
{
    private static readonly int Requests = Environment.GetEnvironmentVariable("TALENTBANK_FULL") == "1" ? 100_000 : 500;

    private static readonly Schema Schema = BankSchema();

    [Fact]
    public async Task The_engine_answers_whatever_is_asked_with_and_without_limits()
    {
        var bugs = new List<string>();
        Engine Engine(Limits limits) => new(
            Schema,
            new Resolvers { Default = context => new(Made(context.Field.Type)) },
            new EngineOptions { Limits = limits, Execution = new ExecutorOptions { OnError = (fault, error) => bugs.Add($"{error} {fault}") } });
        var endpoints = new[] { new HttpEndpoint(Engine(new BankSettings().Limits)), new HttpEndpoint(Engine(Limits.None with { Cost = 100_000 })) };
        var answered = 0;

        for (var number = 0; number < Requests; number++)
        {
            var request = FuzzedRequest.Of(Schema, number);
            var answer = await endpoints[number % 2].Answer(
                new HttpQuestion(request.Method, request.Text, request.ContentType, request.Accept, Encoding.UTF8.GetBytes(request.Text)) { ContentEncoding = request.Encoding },
                cancellationToken: TestContext.Current.CancellationToken);
            answer.Status.ShouldBeLessThan(500, $"number {number}");
            answered += answer.Result.WasExecuted ? 1 : 0;
            bugs.ShouldBeEmpty($"number {number}: {request.Text}");
        }

        output.WriteLine($"{Requests} requests, {answered} executed.");
        (answered * 10).ShouldBeGreaterThan(Requests, "what is refused early tests nothing else");
    }

    [Fact]
    public async Task The_server_answers_whatever_is_asked_and_holds_no_more_memory_than_before()
    {
        var officer = await production.Officer();
        officer.DefaultRequestHeaders.Accept.Clear();
        var server = await production.Server();
        var statuses = new SortedDictionary<int, int>();
        var failures = new List<string>();
        var executed = 0;
        var memory = new List<long>();
        var quarters = Enumerable.Range(0, 4).Select(quarter => (From: Requests * quarter / 4, To: Requests * (quarter + 1) / 4));
        foreach (var (from, to) in quarters)
        {
            await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancel) =>
            {
                var request = FuzzedRequest.Of(Schema, number);
                using var answer = await officer.SendAsync(Message(request), cancel);
                var body = await answer.Content.ReadAsStringAsync(cancel);
                lock (failures)
                {
                    statuses[(int)answer.StatusCode] = statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
                    executed += body.Contains("\"data\":", StringComparison.Ordinal) ? 1 : 0;
                    if ((int)answer.StatusCode >= 500 || body.Contains("INTERNAL_SERVER_ERROR", StringComparison.Ordinal) || (body.Length > 0 && !IsJson(body)))
                        failures.Add($"number {number}: {(int)answer.StatusCode} {body} to {request}");
                }
            });
            memory.Add(server.Memory / 1_000_000);
        }

        output.WriteLine($"{Requests} requests, {executed} executed; statuses {string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}"))}; memory after each quarter {string.Join(", ", memory)} MB; {failures.Count} failures.");
        failures.ShouldBeEmpty(string.Join('\n', failures.Take(20)));
        (executed * 20).ShouldBeGreaterThan(Requests);
        (memory[3] - memory[1]).ShouldBeLessThan(100, "memory is flat from the second quarter on");
        (await server.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
    }

    private static HttpRequestMessage Message(FuzzedRequest request)
    {
        var isGet = request.Method == "GET";
        var message = new HttpRequestMessage(new HttpMethod(request.Method), isGet ? $"/graphql?{request.Text}" : "/graphql");
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.Preflight)
            message.Headers.Add("GraphQL-Preflight", "1");
        if (isGet)
            return message;
        message.Content = new StringContent(request.Text);
        message.Content.Headers.Remove("Content-Type");
        message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        if (request.Encoding is not null)
            message.Content.Headers.ContentEncoding.Add(request.Encoding);
        return message;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A value of the type, for the engine alone: lists of two, objects that are their type's name.</summary>
    private static object? Made(GraphQLType type) => type switch
    {
        NonNullType nonNull => Made(nonNull.Of),
        ListType list => new[] { Made(list.Of), Made(list.Of) },
        EnumType choice => choice.Values[0].Name,
        ScalarType { Name: "Int" } => 1,
        ScalarType { Name: "Float" or "Quantity" } => 1m,
        ScalarType { Name: "Boolean" } => true,
        ScalarType { Name: "Date" } => new DateOnly(2026, 1, 1),
        ScalarType { Name: "DateTime" } => DateTimeOffset.UnixEpoch,
        ScalarType { Name: "Yuan" } => 1m,
        ScalarType { Name: "LogPosition" } => 1L,
        ScalarType => "x",
        CompositeType composite => new Dictionary<string, object?> { ["__typename"] = composite.PossibleTypes is [var first, ..] ? first.Name : composite.Name },
        _ => null,
    };

    private static Schema BankSchema()
    {
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schema"), "*.graphql").Select(path => new Source(File.ReadAllText(path), Path.GetFileName(path))).ToArray();
        Schema.TryBuild(sources, Scalars.All.ToArray(), out var schema, out var errors).ShouldBeTrue(string.Join('\n', errors));
        return schema!;
    }
}
