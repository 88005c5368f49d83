using System.Net;

namespace TalentBank.Server.Tests.SignIn;

public sealed class TokenLifetimeTests
{
    [Theory]
    [InlineData(900 + 30, HttpStatusCode.OK)]
    [InlineData(900 + 31, HttpStatusCode.Unauthorized)]
    public async Task A_token_lasts_until_its_exp_and_30_seconds_of_skew(int seconds, HttpStatusCode expected)
    {
        var clock = new MovableClock();
        await using var issuer = await TestIssuer.StartAsync(clock);
        await using var host = await SignInHost.TrustingAsync(issuer, clock);
        var token = issuer.Token();

        clock.Move(TimeSpan.FromSeconds(seconds));

        (await host.Get("/protected", token)).StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData(-30, HttpStatusCode.OK)]
    [InlineData(-31, HttpStatusCode.Unauthorized)]
    public async Task A_token_begins_30_seconds_of_skew_before_its_nbf_and_iat(int seconds, HttpStatusCode expected)
    {
        var clock = new MovableClock();
        await using var issuer = await TestIssuer.StartAsync(clock);
        await using var host = await SignInHost.TrustingAsync(issuer, clock);
        var withoutNotBefore = issuer.Mint(payload: payload => payload.Remove("nbf"));
        var withoutIssuedAt = issuer.Mint(payload: payload => payload.Remove("iat"));

        clock.Move(TimeSpan.FromSeconds(seconds));

        (await host.Get("/protected", withoutNotBefore)).StatusCode.ShouldBe(expected);
        (await host.Get("/protected", withoutIssuedAt)).StatusCode.ShouldBe(expected);
    }
}
