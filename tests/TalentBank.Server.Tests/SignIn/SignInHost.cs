using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.SignIn;

/// <summary>
/// A host with sign-in and two endpoints that answer who came: <c>/protected</c>, and <c>/open</c> which also lets nobody in.
/// </summary>
internal sealed class SignInHost : IAsyncDisposable
{
    public const string Development = "Development";
    public const string Production = "Production";

    private SignInHost(WebApplication app)
    {
        App = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    /// <summary>A host that is not started yet, on a free loopback port unless the settings say otherwise.</summary>
    public static WebApplication Build(string environment, string[] settings, Action<WebApplicationBuilder>? more = null)
    {
        var builder = Builder(environment, settings);
        more?.Invoke(builder);
        builder.AddSignIn();
        var app = builder.Build();
        app.UseSignIn();
        return MapEndpoints(app);
    }

    /// <summary>A started host that trusts this issuer, in Production.</summary>
    public static Task<SignInHost> TrustingAsync(TestIssuer issuer, TimeProvider clock, params string[] settings) =>
        StartAsync(Build(Production, [$"--Auth:Issuer={issuer.Issuer}", .. settings], builder => builder.Services.AddSingleton(clock)));

    /// <summary>A started host with the development issuer.</summary>
    public static Task<SignInHost> WithDevIssuerAsync(Action<WebApplicationBuilder>? more = null) =>
        StartAsync(Build(Development, ["--Auth:DevSignIn=true"], more));

    /// <summary>A started host with JwtBearer as it comes: the negative control.</summary>
    public static Task<SignInHost> WithDefaultsAsync(TestIssuer issuer)
    {
        var builder = Builder(Production, []);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.Authority = issuer.Issuer;
            options.Audience = SignInSettings.Audience;
            options.RequireHttpsMetadata = false;
        });
        return StartAsync(MapEndpoints(builder.Build()));
    }

    public static async Task<SignInHost> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new SignInHost(app);
    }

    public Task<HttpResponseMessage> Get(string path, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<string> GetText(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    private static WebApplicationBuilder Builder(string environment, string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            Args = ["--urls=http://127.0.0.1:0", .. settings],
        });
        builder.Logging.ClearProviders();
        return builder;
    }

    private static WebApplication MapEndpoints(WebApplication app)
    {
        app.MapGet("/protected", (HttpContext context) => Who(context)).RequireAuthorization();
        app.MapGet("/open", (HttpContext context) => Who(context));
        return app;
    }

    private static string Who(HttpContext context) => SignedIn.Of(context) is { } sender ? $"{sender.Issuer} {sender.Subject}" : "nobody";
}
