using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using TalentBank.EventStore.Log;
using TalentBank.Positions;
using TalentBank.Server.Demo;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Benchmarks.Api;

/// <summary>
/// The bank itself, the demo zone and 100,000 position requirements more. What is written by hand stands behind the same
/// sign-in (the same token checked by the same middleware), on a pool of connections of its own with prepared statements; it
/// knows no members, no access table and no snapshot.
/// </summary>
internal sealed class ApiOnTheBank : ApiBenchmark
{
    private const int PositionCount = 100_000;

    private const string PositionsQuery =
        """{"query":"{ positionRequirements(filter: { category: [\"OPERATIONS\"], openingsAtLeast: 3 }, orderBy: [{ by: OPENINGS }], first: 50) { nodes { id title category key openings from } } }"}""";

    private const string GapQuery = """{"query":"{ talentGap { gap categories { category gap share } } }"}""";

    private string _enterprise = "";

    private string Mutation =>
        $$"""{"query":"mutation($input: DepositPositionInput!) { depositPosition(input: $input) { position errors { code } } }", "variables":{"input":{"enterpriseId":"{{_enterprise}}","category":"OPERATIONS","key":true,"title":"跨境电商运营专员","openings":3} } }""";

    public override string Name => "api-bank";

    protected override async Task<IReadOnlyList<Result>> Measure(string connectionString, int runs)
    {
        var settings = new BankSettings { ConnectionString = connectionString, MasterKey = Convert.ToBase64String(new byte[32]) };
        var (opened, problem) = await Installation.Open(settings, new Progress<string>(), TimeProvider.System, CancellationToken.None);
        await using var bank = opened ?? throw new InvalidOperationException(problem!.Sentence);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20 });
        if (await DemoFill.IfEmpty(bank, new Progress<string>(), CancellationToken.None) is { } inTheWay)
            throw new InvalidOperationException(inTheWay);

        var builder = WebApplication.CreateBuilder(["--environment=Development", "--Auth:DevSignIn=true", "--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.AddSignIn();
        var (built, problems) = ServeCommand.Build(builder, bank, settings);
        await using var app = built ?? throw new InvalidOperationException(string.Join('\n', problems));
        var byHand = new ByHand(source, bank);
        app.MapPost("/by-hand/positions", byHand.Positions).RequireAuthorization();
        app.MapPost("/by-hand/gap", byHand.Gap).RequireAuthorization();
        await app.StartAsync();
        var root = new Uri(app.Urls.First());
        using var client = new HttpClient { BaseAddress = root };
        var token = await client.GetStringAsync(new Uri("dev/token?as=chamber", UriKind.Relative));
        var graphql = new Uri(root, "graphql");
        await CatchUp(bank);
        _enterprise = await FirstEnterprise(new Request(graphql, """{"query":"{ organisations(filter: { kind: [ENTERPRISE] }, first: 1) { nodes { id } } }"}""", token));
        await Append(bank, [.. Enumerable.Range(0, PositionCount).Select(Deposit)], callers: 256);
        await CatchUp(bank);
        await FilledLog.CleanUp(source);
        return
        [
            await Compare("50 positions × 6 fields, filter and order, of 100,000", "the same SQL by hand through Npgsql", 0.8,
                new Request(new Uri(root, "by-hand/positions"), PositionsQuery, token), new Request(graphql, PositionsQuery, token), runs),
            await Compare("the demand table: talentGap with categories", "the same SQL by hand through Npgsql", 0.8,
                new Request(new Uri(root, "by-hand/gap"), GapQuery, token), new Request(graphql, GapQuery, token), runs),
            await Compare("a mutation with one fact, 32 callers", "the log's own append, 32 callers", 0.7,
                () => AppendAlone(bank), async () =>
                {
                    var measured = await Measure(new Request(graphql, Mutation, token));
                    await CatchUp(bank);
                    return measured;
                }, runs),
        ];
    }

    /// <summary>The read models follow meanwhile, as they do behind the API.</summary>
    private async Task<Measured> AppendAlone(Installation bank)
    {
        const int facts = 20_000;
        AppendRequest[] requests = [.. Enumerable.Range(0, facts).Select(Deposit)];
        var measured = await Measure(async () =>
        {
            var start = Stopwatch.GetTimestamp();
            await Append(bank, requests, Wrk.Connections);
            return (facts, facts / Stopwatch.GetElapsedTime(start).TotalSeconds);
        });
        await CatchUp(bank);
        return measured;
    }

    private static async Task<string> FirstEnterprise(Request request)
    {
        using var answer = JsonDocument.Parse(await request.Send());
        return answer.RootElement.GetProperty("data").GetProperty("organisations").GetProperty("nodes")[0].GetProperty("id").GetString()!;
    }

    private static Task Append(Installation bank, AppendRequest[] requests, int callers) => Callers.Run(callers, requests, async next =>
    {
        while (next() is { } request)
        {
            if (await bank.Log.Append(request) is not AppendOutcome.Appended and var outcome)
                throw new InvalidOperationException($"{outcome}");
            bank.Daemon.Nudge();
        }
    });

    /// <summary>Waits until the read models include all that was appended.</summary>
    private static async Task CatchUp(Installation bank)
    {
        bank.Daemon.Nudge();
        var end = (await bank.Store.Lags()).Max(lag => lag.Position + lag.Behind);
        if (!await bank.Daemon.WaitFor(end, TimeSpan.FromMinutes(5)))
            throw new InvalidOperationException("The read models do not come after the log.");
    }

    /// <summary>The very fact that the mutation records, to a new stream.</summary>
    private AppendRequest Deposit(int n)
    {
        var id = $"position-{Guid.CreateVersion7()}";
        var category = (n % 4) switch { 0 => "OPERATIONS", 1 => "DESIGN", 2 => "SUPPLY_CHAIN", _ => "OTHERS" };
        var fact = new PositionDeposited(id, _enterprise, category, Key: n % 3 == 0, "跨境电商运营专员", n % 500 + 1, Origin.NewDemand, new DateOnly(2026, 6, 1).AddDays(n % 150));
        return new AppendRequest("meishan", Guid.CreateVersion7(), new string('0', 64), id, "member-0199f3a2-6c1e-7d43-9b52-5d4f0a1b2c3d", "4bf92f3577b34da6a3ce929d0e0e4736",
            [new StreamAppend(id, 0, [new NewEvent(Guid.CreateVersion7(), Bank.Facts.NameOf(fact), Bank.Facts.Write(fact))])]);
    }
}
