using System.Net;
using System.Text.RegularExpressions;
using TalentBank.Server.Tests.SignIn;
using TalentBank.Server.Explorer;

namespace TalentBank.Server.Tests.Api;

/// <summary><c>/explorer</c> works without any host but this one.</summary>
public sealed partial class ExplorerTests(DemoBank demo)
{
    [Fact]
    public async Task The_page_and_every_file_that_it_names_come_from_this_host()
    {
        var http = (await demo.Anybody()).Http;
        using var response = await http.GetAsync("/explorer", TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var files = Reference().Matches(page).Select(match => match.Groups["to"].Value).ToList();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        files.ShouldContain("explorer.js");
        files.Where(file => file.Contains(':') || file.StartsWith("//", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var file in files)
        {
            using var answer = await http.GetAsync(new Uri(response.RequestMessage!.RequestUri!, file), TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldNotBeEmpty(file);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(MediaTypes[Path.GetExtension(file)], file);
        }
    }

    [Fact]
    public async Task The_browser_is_told_to_load_nothing_else_and_to_run_nothing_that_stands_in_the_page()
    {
        using var response = await (await demo.Anybody()).Http.GetAsync("/explorer", TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().Split(';', StringSplitOptions.TrimEntries);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldNotContain(part => part.Contains("http", StringComparison.Ordinal) || part.Contains("unsafe-eval", StringComparison.Ordinal));
        InlineScript().IsMatch(page).ShouldBeFalse();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_path_leads_to_no_file_beside_the_page()
    {
        var http = (await demo.Anybody()).Http;

        foreach (var path in (string[])["/explorer/..%2f..%2fappsettings.json", "/explorer/%2e%2e/%2e%2e/appsettings.json", "/explorer/nothing.js"])
            (await http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory]
    [InlineData("Development", null, HttpStatusCode.OK)]
    [InlineData("Development", "false", HttpStatusCode.NotFound)]
    [InlineData("Production", null, HttpStatusCode.NotFound)]
    [InlineData("Production", "true", HttpStatusCode.OK)]
    public async Task It_is_there_in_Development_and_where_the_setting_says_so(string environment, string? enabled, HttpStatusCode status)
    {
        string[] settings = ["--Auth:Issuer=https://provider.invalid", .. enabled is null ? (string[])[] : [$"--Explorer:Enabled={enabled}"]];
        var app = SignInHost.Build(environment, settings);
        app.MapExplorer();
        await using var host = await SignInHost.StartAsync(app);

        (await host.Get("/explorer")).StatusCode.ShouldBe(status);
    }

    [Fact]
    public void The_licences_and_versions_of_what_is_not_ours_stand_beside_it()
    {
        var vendor = Path.Combine(AppContext.BaseDirectory, "wwwroot", "explorer", "vendor");
        var versions = File.ReadAllLines(Path.Combine(vendor, "versions.txt")).Select(line => line.Split(' ')[0]).ToList();

        versions.ShouldBe(["graphiql", "react", "react-dom"]);
        var licences = File.ReadAllText(Path.Combine(vendor, "LICENSES.txt"));
        foreach (var name in versions)
            licences.ShouldContain($"== {name} ==");
    }

    private static readonly Dictionary<string, string> MediaTypes = new()
    {
        [".js"] = "text/javascript",
        [".css"] = "text/css",
        [".svg"] = "image/svg+xml",
    };

    [GeneratedRegex("(src|href)=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("<script>|<script [^>]*>[^<]|<style| on[a-z]+=|javascript:", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScript();
}
