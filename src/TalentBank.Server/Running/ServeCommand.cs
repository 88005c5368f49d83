using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using TalentBank.Server.Api;
using TalentBank.Server.Demo;
using TalentBank.Server.Explorer;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Running;

/// <summary>Serves the bank: opens it, fills an empty one with the demo zone in Development, listens until it is told to stop.</summary>
public static class ServeCommand
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = BankSettings.Of(builder.Configuration);
        try
        {
            builder.AddSignIn();
        }
        catch (OptionsValidationException fault)
        {
            return BankCommandLine.Fail(fault.Message);
        }

        var (bank, problem) = await Installation.Open(settings, BankCommandLine.Progress, TimeProvider.System, cancel);
        if (bank is null)
            return problem!.Tell();
        await using (bank)
        {
            var (app, problems) = Build(builder, bank, settings);
            if (app is null)
                return BankCommandLine.Fail($"The schema and the product do not fit:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
            await using (app)
            {
                if (builder.Environment.IsDevelopment() && await DemoFill.IfEmpty(bank, BankCommandLine.Progress, cancel) is { } inTheWay)
                    return BankCommandLine.Fail(inTheWay);
                return await Listen(app, cancel);
            }
        }
    }

    /// <summary>The host on an open bank, not yet started; or every reason why schema and product do not fit.</summary>
    public static (WebApplication? App, IReadOnlyList<string> Problems) Build(WebApplicationBuilder builder, Installation bank, BankSettings settings)
    {
        ILogger? log = null;
        var (engine, problems) = BankApi.Build(
            new BindingResolvers(bank.Commands, bank.Vault),
            settings,
            builder.Environment.IsDevelopment(),
            (fault, error) => log?.LogError(fault, "A field failed: {Path} ({TraceId})", string.Join('.', error.Path ?? []), error.Extensions?.GetValueOrDefault("traceId")));
        if (engine is null)
            return (null, problems);
        builder.AddBank(bank, settings, engine);
        // A start that fails is told in one sentence by Listen, not as a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        var app = builder.Build();
        log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("TalentBank.GraphQL");
        // A client that is gone without a word is noticed within half a minute.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) });
        app.UseSignIn();
        app.MapHealth();
        app.MapExplorer();
        app.MapGet("/", () => Results.Text("人才银行 TalentBank\n\nGraphQL: POST /graphql\nReady?   GET  /health/ready\n"));
        app.Map("/graphql", (HttpContext http, GraphQLEndpoint endpoint) => endpoint.Handle(http));
        return (app, []);
    }

    private static async Task Start(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            // What had started already ends before the bank that it works on.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task<int> Listen(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await Start(app, cancel);
            await app.WaitForShutdownAsync(cancel);
            return ExitCode.Ok;
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException or SocketException)
        {
            return BankCommandLine.Fail($"{fault.Message.TrimEnd('.')}. Stop what listens there, or choose another address: dotnet run --project src/TalentBank.Server -- --urls http://localhost:5081");
        }
        catch (OptionsValidationException fault)
        {
            return BankCommandLine.Fail(fault.Message);
        }
    }
}
