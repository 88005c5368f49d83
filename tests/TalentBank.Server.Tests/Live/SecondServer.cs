using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.Live;

/// <summary>Another server on the demo's bank, with settings of its own.</summary>
internal sealed class SecondServer : IAsyncDisposable
{
    private readonly Installation _bank;
    private readonly WebApplication _app;

    private SecondServer(Installation bank, WebApplication app) => (_bank, _app) = (bank, app);

    public Uri Url => new(_app.Urls.First());

    public static async Task<SecondServer> Start(DemoBank demo, params string[] more)
    {
        var settings = new BankSettings { ConnectionString = (await demo.Postgres()).ConnectionString, MasterKey = Convert.ToBase64String(new byte[32]) };
        var (bank, problem) = await Installation.Open(settings, new Progress<string>(), TimeProvider.System, TestContext.Current.CancellationToken);
        bank.ShouldNotBeNull(problem?.Sentence);
        var builder = WebApplication.CreateBuilder(["--environment=Development", "--Auth:DevSignIn=true", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", .. more]);
        builder.AddSignIn();
        var (app, problems) = ServeCommand.Build(builder, bank, settings);
        app.ShouldNotBeNull(string.Join(Environment.NewLine, problems));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SecondServer(bank, app);
    }

    /// <summary>The token of a demo person, from this server's own issuer.</summary>
    public async Task<string> Token(string person)
    {
        var subject = await _app.Services.GetRequiredService<FindDevSubject>()(new DevPersonRequest(person, null, null), TestContext.Current.CancellationToken);
        return _app.Services.GetRequiredService<DevIssuer>().Token(subject!);
    }

    public Task Stop() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _bank.DisposeAsync();
    }
}
