using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TalentBank.EventStore.Embedded;
using TalentBank.Server.Demo;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;
using TalentBank.Server.Tests;

[assembly: AssemblyFixture(typeof(DemoBank))]

namespace TalentBank.Server.Tests;

/// <summary>The real host on a real PostgreSQL with the demo zone in it, started once for all tests that ask for it.</summary>
public sealed class DemoBank : IAsyncDisposable
{
    private readonly Lazy<Task<(EmbeddedPostgres Postgres, Installation Bank, WebApplication App)>> _running = new(Start);

    /// <summary>A client with the token of a demo person: <c>chamber</c>, <c>enterprise&amp;org=2</c>.</summary>
    public async Task<BankClient> As(string person, string? actingFor = null)
    {
        var client = await Anybody();
        await client.SignIn(person);
        if (actingFor is not null)
            client.Http.DefaultRequestHeaders.Add("Acting-For", actingFor);
        return client;
    }

    /// <summary>A client of somebody who can sign in and whom the bank does not know.</summary>
    public async Task<BankClient> Newcomer(string subject)
    {
        var client = await Anybody();
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", (await _running.Value).App.Services.GetRequiredService<DevIssuer>().Token(subject));
        return client;
    }

    /// <summary>A client without a token.</summary>
    public async Task<BankClient> Anybody()
    {
        var (_, _, app) = await _running.Value;
        return new BankClient(new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
    }

    public async Task<EmbeddedPostgres> Postgres() => (await _running.Value).Postgres;

    public async Task<WebApplication> App() => (await _running.Value).App;

    public async Task<Installation> Bank() => (await _running.Value).Bank;

    /// <summary>Stops PostgreSQL under the running host.</summary>
    public async Task LoseDatabase() => await (await _running.Value).Postgres.DisposeAsync();

    /// <summary>Another server on the same database, by a clock of its own and with nothing in memory yet.</summary>
    public async Task<OtherServer> Another(TimeProvider time)
    {
        var (bank, app) = await Open(Settings((await _running.Value).Postgres), time);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new OtherServer(bank, app);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsValueCreated)
            return;
        var (postgres, bank, app) = await _running.Value;
        await app.StopAsync();
        await app.DisposeAsync();
        await bank.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private static BankSettings Settings(EmbeddedPostgres postgres) =>
        new() { ConnectionString = postgres.ConnectionString, MasterKey = Convert.ToBase64String(new byte[32]) };

    private static async Task<(EmbeddedPostgres, Installation, WebApplication)> Start()
    {
        var postgres = ((StartOutcome.Running)await EmbeddedPostgres.Start(new EmbeddedPostgresOptions())).Server;
        var (bank, app) = await Open(Settings(postgres), TimeProvider.System);
        (await DemoFill.IfEmpty(bank, new Progress<string>(), CancellationToken.None)).ShouldBeNull();
        await app.StartAsync();
        (await bank.Daemon.WaitFor((await bank.Log.ReadAll(0, int.MaxValue)).Through, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        return (postgres, bank, app);
    }

    private static async Task<(Installation, WebApplication)> Open(BankSettings settings, TimeProvider time)
    {
        var (bank, problem) = await Installation.Open(settings, new Progress<string>(), time, CancellationToken.None);
        if (bank is null)
            throw new InvalidOperationException(problem!.Sentence);
        var builder = WebApplication.CreateBuilder(["--environment=Development", "--Auth:DevSignIn=true", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", "--Live:InitTimeout=00:01:00"]);
        builder.AddSignIn();
        var (app, problems) = ServeCommand.Build(builder, bank, settings);
        if (app is null)
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        return (bank, app);
    }

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
