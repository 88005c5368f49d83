using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace TalentBank.Server.SignIn;

/// <summary>
/// <c>GET /dev/token?as=chamber</c> (also <c>&amp;org=</c>, <c>&amp;person=</c>): the bare token, for scripts;
/// and the <see cref="DevIssuer"/>'s discovery document and keys.
/// </summary>
internal static class DevRoutes
{
    public static void Map(WebApplication app)
    {
        var dev = app.MapGroup("/dev");
        dev.AddEndpointFilter(async (context, next) => Answers(app, context.HttpContext.Request) ? await next(context) : Results.NotFound());

        dev.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Results.Json(new
        {
            issuer = DevIssuer.Issuer,
            jwks_uri = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, "/dev/jwks"),
            response_types_supported = Array.Empty<string>(),
            subject_types_supported = (string[])["public"],
            id_token_signing_alg_values_supported = (string[])[SecurityAlgorithms.RsaSha256],
        }));
        dev.MapGet("/jwks", (DevIssuer issuer) => Results.Json(new { keys = (object[])[issuer.PublicKey] }));
        dev.MapGet("/token", Token);
    }

    // The listeners are judged while the host starts (LoopbackGuard): until it has started, nothing answers.
    // Nor does a foreign name that resolves to this machine: a page there could read tokens (DNS rebinding).
    private static bool Answers(WebApplication app, HttpRequest request) =>
        app.Lifetime.ApplicationStarted.IsCancellationRequested && LoopbackGuard.IsLoopback(request.Host.Host);

    private static async Task<IResult> Token(
        string? @as, string? org, string? person, DevIssuer issuer, FindDevSubject find, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (@as is null || !DevPersonRequest.Parts.Contains(@as))
            return Results.Text($"as must be one of: {string.Join(", ", DevPersonRequest.Parts)}\n", statusCode: StatusCodes.Status400BadRequest);

        return await find(new DevPersonRequest(@as, org, person), cancellation) is { } subject
            ? Results.Text(issuer.Token(subject))
            : Results.Text("There is no such demo person.\n", statusCode: StatusCodes.Status404NotFound);
    }
}
