using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.SignIn;

public sealed class DevSignInTests(DevSignInTests.Fixture fixture) : IClassFixture<DevSignInTests.Fixture>
{
    private readonly SignInHost host = fixture.Host;

    private static readonly string[] Routes = ["/dev/token?as=chamber", "/dev/jwks", "/dev/.well-known/openid-configuration"];

    [Theory]
    [InlineData("chamber")]
    [InlineData("government")]
    [InlineData("zone")]
    [InlineData("university")]
    [InlineData("enterprise")]
    [InlineData("student")]
    [InlineData("auditor")]
    public async Task Each_part_gets_a_token_that_passes_the_checks(string part)
    {
        using var answer = await host.Get($"/dev/token?as={part}");
        var token = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        token.ShouldBe(token.Trim());
        using var sender = await host.Get("/protected", token);
        (await sender.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"{DevIssuer.Issuer} demo-{part}");
    }

    [Theory]
    [InlineData("/dev/token?as=king")]
    [InlineData("/dev/token?as=Chamber")]
    [InlineData("/dev/token?as=")]
    [InlineData("/dev/token")]
    public async Task An_unknown_part_is_answered_with_the_list_of_parts(string path)
    {
        using var answer = await host.Get(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        DevPersonRequest.Parts.ShouldAllBe(part => text.Contains(part));
    }

    [Fact]
    public async Task Organisation_and_person_choose_among_several()
    {
        Subject(await host.GetText("/dev/token?as=student&org=university-1&person=2")).ShouldBe("demo-student-university-1-2");
    }

    [Fact]
    public async Task The_host_says_which_subject_a_part_stands_for()
    {
        FindDevSubject find = (request, _) => ValueTask.FromResult(request.Person == "9" ? null : $"member-of-{request.Org}");
        await using var knowing = await SignInHost.WithDevIssuerAsync(builder => builder.Services.AddSingleton(find));

        Subject(await knowing.GetText("/dev/token?as=enterprise&org=bakery")).ShouldBe("member-of-bakery");
        (await knowing.Get("/dev/token?as=enterprise&person=9")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(15 * 60 + 30, HttpStatusCode.OK)]
    [InlineData(15 * 60 + 31, HttpStatusCode.Unauthorized)]
    public async Task A_development_token_lasts_15_minutes(int seconds, HttpStatusCode expected)
    {
        var clock = new MovableClock();
        await using var clocked = await SignInHost.WithDevIssuerAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var token = await clocked.GetText("/dev/token?as=chamber");

        clock.Move(TimeSpan.FromSeconds(seconds));

        (await clocked.Get("/protected", token)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Discovery_leads_to_the_public_key_and_to_nothing_secret()
    {
        var discovery = JsonDocument.Parse(await host.GetText("/dev/.well-known/openid-configuration")).RootElement;
        var keys = JsonDocument.Parse(await host.GetText(discovery.GetProperty("jwks_uri").GetString()!)).RootElement.GetProperty("keys");

        discovery.GetProperty("issuer").GetString().ShouldBe(DevIssuer.Issuer);
        var key = keys.EnumerateArray().ShouldHaveSingleItem();
        key.EnumerateObject().Select(member => member.Name).ShouldBe(["kty", "use", "alg", "kid", "n", "e"]);
        Base64Url.DecodeFromChars(key.GetProperty("n").GetString()).Length.ShouldBe(2048 / 8);
    }

    [Fact]
    public async Task The_key_dies_with_its_host()
    {
        await using var other = await SignInHost.WithDevIssuerAsync();
        (await other.Get("/protected", await host.GetText("/dev/token?as=chamber"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(SignInHost.Production)]
    [InlineData(SignInHost.Development)]
    public async Task Without_the_setting_the_routes_do_not_exist_and_development_keys_are_not_trusted(string environment)
    {
        await using var issuer = await TestIssuer.StartAsync(TimeProvider.System);
        await using var other = await SignInHost.StartAsync(SignInHost.Build(environment, [$"--Auth:Issuer={issuer.Issuer}"]));

        foreach (var route in Routes)
        {
            (await host.Get(route)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await other.Get(route)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await other.Get("/protected", await host.GetText("/dev/token?as=chamber"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        other.App.Services.GetService<DevIssuer>().ShouldBeNull();
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://*:0")]
    [InlineData("--urls=http://[::]:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("--Kestrel:Endpoints:Out:Url=http://0.0.0.0:0")]
    public async Task A_listener_that_the_network_can_reach_stops_the_host(string listener)
    {
        await using var app = SignInHost.Build(SignInHost.Development, [listener, "--Auth:DevSignIn=true"]);
        var refusal = await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("Auth:DevSignIn needs loopback listeners only");
    }

    [Fact]
    public async Task A_listener_added_in_code_is_seen_too()
    {
        await using var app = SignInHost.Build(SignInHost.Development, ["--Auth:DevSignIn=true"],
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0)));
        await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--urls=http://127.0.0.1:0")]
    [InlineData("--urls=http://[::1]:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://[::1]:0")]
    public async Task Loopback_listeners_of_both_families_are_allowed(string listener)
    {
        await using var listening = await SignInHost.StartAsync(SignInHost.Build(SignInHost.Development, [listener, "--Auth:DevSignIn=true"]));
        (await listening.Get("/dev/token?as=chamber")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Between_the_opening_of_a_listener_and_the_refusal_no_token_is_given_out()
    {
        var early = new EarlyCaller();
        await using var app = SignInHost.Build(SignInHost.Development, ["--urls=http://0.0.0.0:0", "--Auth:DevSignIn=true"],
            builder => builder.Services.AddHostedService(_ => early));
        early.Call = () => new Uri(new Uri(app.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)), "/dev/token?as=chamber");

        await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        early.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.NotFound)]
    [InlineData("localhost:5080", HttpStatusCode.OK)]
    public async Task A_foreign_host_name_that_resolves_to_this_machine_gets_no_token(string name, HttpStatusCode expected)
    {
        foreach (var route in Routes)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, route) { Headers = { Host = name } };
            (await host.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(expected);
        }
    }

    private static string? Subject(string token) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.GetProperty("sub").GetString();

    public sealed class Fixture : IAsyncLifetime
    {
        internal SignInHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await SignInHost.WithDevIssuerAsync();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    /// <summary>Asks for a token as soon as the listeners are bound, before the guard has judged them.</summary>
    private sealed class EarlyCaller : IHostedLifecycleService
    {
        public Func<Uri>? Call { get; set; }

        public HttpStatusCode? Status { get; private set; }

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(Call!(), cancellationToken);
            Status = answer.StatusCode;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
