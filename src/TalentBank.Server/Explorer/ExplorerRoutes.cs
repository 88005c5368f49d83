using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace TalentBank.Server.Explorer;

/// <summary>
/// <c>/explorer</c>: a page to read the schema and to try requests, in Development and where <c>Explorer:Enabled</c> is true.
/// All its files come from this host; the browser is told to load nothing else.
/// </summary>
public static class ExplorerRoutes
{
    public const string Path = "/explorer";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static bool IsOn(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue("Explorer:Enabled", environment.IsDevelopment());

    public static void MapExplorer(this WebApplication app)
    {
        if (!IsOn(app.Configuration, app.Environment))
            return;
        // From where the program lies, like the schema: the same for `dotnet run`, a published host and the tests.
        var files = new PhysicalFileProvider(System.IO.Path.Combine(AppContext.BaseDirectory, "wwwroot", "explorer"));
        app.MapGet(Path, (HttpRequest request) => Results.Redirect($"{request.PathBase}{Path}/index.html"));
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            RequestPath = Path,
            OnPrepareResponse = served =>
            {
                var headers = served.Context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers[HeaderNames.CacheControl] = "no-cache";
                headers["Referrer-Policy"] = "no-referrer";
            },
        });
    }
}
