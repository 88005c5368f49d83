using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace TalentBank.Server.SignIn;

/// <summary>Sign-in by bearer token, in two calls: <c>builder.AddSignIn()</c> and <c>app.UseSignIn()</c>.</summary>
public static class SignInWiring
{
    private const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>Reads <see cref="SignInSettings"/> and sets up the token checks.</summary>
    /// <exception cref="OptionsValidationException">The settings forbid a start; every fault is named.</exception>
    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(SignInSettings.Section).Get<SignInSettings>() ?? new SignInSettings();
        var faults = settings.Faults(builder.Environment).ToList();
        if (faults.Count > 0)
            throw new OptionsValidationException(SignInSettings.Section, typeof(SignInSettings), faults);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<BearerChecks>();
        services.AddSingleton<TokenCheck>();
        services.AddAuthorization();
        services.AddAuthentication(Scheme).AddJwtBearer();
        var bearer = services.AddOptions<JwtBearerOptions>(Scheme).Configure<TimeProvider>((options, clock) =>
        {
            options.TokenValidationParameters = AccessTokenRules.Parameters(settings, clock);
            options.MapInboundClaims = false;
            options.IncludeErrorDetails = false;
            options.SaveToken = false;
            options.EventsType = typeof(BearerChecks);
        });
        if (settings.DevSignIn)
            AddDevIssuer(services, bearer);
        else
            AddProvider(bearer, settings.Issuer!);

        // These two write parts of refused tokens, and request lines with whatever stands in the query.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        return builder;
    }

    /// <summary>
    /// Judges the token of every request, before any endpoint. A request without one goes on as nobody's, and endpoints
    /// that require authorization answer 401; a request with a refused one is answered 401 everywhere, since going on
    /// as nobody would show its sender a wrong answer instead of an expired token (RFC 6750, section 3.1).
    /// </summary>
    public static WebApplication UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((context, next) =>
            context.Request.Headers.ContainsKey(HeaderNames.Authorization) && SignedIn.Of(context) is null
                ? context.ChallengeAsync(Scheme)
                : next(context));
        app.UseAuthorization();
        if (app.Services.GetRequiredService<SignInSettings>().DevSignIn)
            DevRoutes.Map(app);
        return app;
    }

    private static void AddProvider(OptionsBuilder<JwtBearerOptions> bearer, string issuer) => bearer
        .Configure(options =>
        {
            options.Authority = issuer;
            options.RequireHttpsMetadata = issuer.StartsWith(Uri.UriSchemeHttps + ":", StringComparison.OrdinalIgnoreCase);
            // Whoever shows the first token waits for the provider's keys, but not for long.
            options.BackchannelTimeout = TimeSpan.FromSeconds(10);
            // A new key is looked for when a token names it, at most once a minute; a withdrawn one is forgotten after five.
            options.RefreshInterval = TimeSpan.FromMinutes(1);
            options.AutomaticRefreshInterval = TimeSpan.FromMinutes(5);
        })
        // "Last known good" would go on trusting a withdrawn key for an hour.
        .PostConfigure(options => ((BaseConfigurationManager)options.ConfigurationManager!).UseLastKnownGoodConfiguration = false);

    private static void AddDevIssuer(IServiceCollection services, OptionsBuilder<JwtBearerOptions> bearer)
    {
        services.AddSingleton<DevIssuer>();
        services.AddHostedService<LoopbackGuard>();
        services.TryAddSingleton<FindDevSubject>((request, _) =>
            ValueTask.FromResult<string?>(string.Join('-', ((string?[])["demo", request.As, request.Org, request.Person]).OfType<string>())));
        bearer.Configure<DevIssuer>((options, issuer) => options.Configuration = issuer.Configuration);
    }
}
