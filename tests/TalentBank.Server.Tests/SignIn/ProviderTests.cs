using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TalentBank.Server.Tests.SignIn;

public sealed class ProviderTests
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task A_new_key_is_found_by_its_name_and_a_withdrawn_one_is_no_longer_trusted()
    {
        await using var issuer = await TestIssuer.StartAsync(Clock);
        await using var host = await SignInHost.TrustingAsync(issuer, Clock);
        var old = issuer.Token();
        (await host.Get("/protected", old)).StatusCode.ShouldBe(HttpStatusCode.OK);

        issuer.Rotate();

        await Eventually(() => host.Get("/protected", issuer.Token()), HttpStatusCode.OK);
        (await host.Get("/protected", old)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task While_the_provider_is_away_its_known_keys_go_on_being_trusted()
    {
        await using var issuer = await TestIssuer.StartAsync(Clock);
        await using var host = await SignInHost.TrustingAsync(issuer, Clock);
        var (known, unknown) = (issuer.Token(), issuer.Mint(header => header["kid"] = "new"));
        (await host.Get("/protected", known)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await issuer.DisposeAsync();

        (await host.Get("/protected", unknown)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Get("/protected", known)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_provider_was_never_reached_tokens_are_refused_and_nobody_is_still_served()
    {
        await using var issuer = await TestIssuer.StartAsync(Clock);
        await using var host = await SignInHost.TrustingAsync(issuer, Clock);
        var token = issuer.Token();
        await issuer.DisposeAsync();

        (await host.Get("/protected", token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.GetText("/open")).ShouldBe("nobody");
    }

    [Fact]
    public async Task A_provider_that_calls_its_access_tokens_JWT_is_accepted_if_the_settings_say_so()
    {
        await using var issuer = await TestIssuer.StartAsync(Clock);
        await using var host = await SignInHost.TrustingAsync(issuer, Clock, "--Auth:AcceptedTokenTypes:0=JWT");

        (await host.Get("/protected", issuer.Mint(header => header["typ"] = "JWT"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Get("/protected", issuer.Token())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_issuer_subject_and_expiry_reach_the_endpoints()
    {
        await using var issuer = await TestIssuer.StartAsync(Clock);
        await using var host = await SignInHost.TrustingAsync(issuer, Clock);
        var claims = new List<string>();
        host.App.MapGet("/claims", (HttpContext context) => claims.AddRange(context.User.Claims.Select(claim => claim.Type)));

        await host.Get("/claims", issuer.Mint(payload: payload => payload["role"] = "admin"));

        claims.ShouldBe(["iss", "sub", "exp"]);
    }

    // The handler looks for new keys beside the request that named one, so the next request or the one after finds them.
    private static async Task Eventually(Func<Task<HttpResponseMessage>> request, HttpStatusCode expected)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            using var answer = await request();
            if (answer.StatusCode == expected)
                return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"No {expected} within 500 requests.");
    }
}
