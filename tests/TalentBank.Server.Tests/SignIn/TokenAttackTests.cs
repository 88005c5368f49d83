using System.Net;

namespace TalentBank.Server.Tests.SignIn;

public sealed class TokenAttackTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    private readonly TestIssuer issuer = fixture.Issuer;
    private readonly SignInHost host = fixture.Host;

    public static TheoryData<string> RefusedByDefault => [.. TokenAttacks.RefusedByDefault.Keys];

    public static TheoryData<string> AcceptedByDefault => [.. TokenAttacks.AcceptedByDefault.Keys];

    public static TheoryData<string> Further => [.. TokenAttacks.Further.Keys];

    [Theory, MemberData(nameof(RefusedByDefault))]
    public Task A_forged_or_broken_token_is_refused(string attack) => IsRefused(TokenAttacks.RefusedByDefault[attack](issuer));

    [Theory, MemberData(nameof(AcceptedByDefault))]
    public Task A_true_token_of_a_wrong_kind_is_refused(string attack) => IsRefused(TokenAttacks.AcceptedByDefault[attack](issuer));

    [Theory, MemberData(nameof(Further))]
    public Task A_token_that_bends_the_rules_is_refused(string attack) => IsRefused(TokenAttacks.Further[attack](issuer));

    [Theory, MemberData(nameof(AcceptedByDefault))]
    public async Task Without_our_options_the_same_token_would_be_accepted(string attack)
    {
        using var answer = await fixture.Defaults.Get("/protected", TokenAttacks.AcceptedByDefault[attack](issuer));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("RS256", "at+jwt")]
    [InlineData("PS256", "application/at+jwt")]
    [InlineData("ES256", "at+jwt")]
    public async Task A_good_token_is_accepted(string algorithm, string type)
    {
        var token = issuer.Mint(header =>
        {
            header["alg"] = algorithm;
            header["typ"] = type;
            header["kid"] = algorithm == "ES256" ? issuer.EcKeyId : issuer.RsaKeyId;
        });

        using var answer = await host.Get("/protected", token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"{issuer.Issuer} subject-1");
    }

    [Fact]
    public async Task A_token_in_the_query_is_not_looked_at()
    {
        var token = issuer.Token();
        (await host.Get($"/protected?access_token={token}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.GetText($"/open?access_token={token}")).ShouldBe("nobody");
    }

    [Theory]
    [InlineData("Bearer {0}", "Bearer {0}")]
    [InlineData("Bearer {0}", "")]
    [InlineData("", "Bearer {0}")]
    [InlineData("Basic dXNlcjpwYXNz", "Bearer {0}")]
    public async Task Two_Authorization_headers_are_refused_even_with_a_good_token(string first, string second)
    {
        var token = issuer.Token();
        string Line(string value) => $"Authorization: {value.Replace("{0}", token, StringComparison.Ordinal)}";

        (await RawHttp.Status(host.Client.BaseAddress!, "/protected", Line("Bearer {0}"))).ShouldBe(200);
        (await RawHttp.Status(host.Client.BaseAddress!, "/protected", Line(first), Line(second))).ShouldBe(401);
        (await RawHttp.Status(host.Client.BaseAddress!, "/open", Line(first), Line(second))).ShouldBe(401);
    }

    [Fact]
    public async Task A_token_of_100_kB_is_too_long_to_be_read() =>
        (await RawHttp.Status(host.Client.BaseAddress!, "/protected", $"Authorization: Bearer {new string('A', 100_000)}")).ShouldBe(431);

    [Fact]
    public async Task No_key_is_fetched_from_where_a_token_says()
    {
        foreach (var attack in (string[])["jku", "x5u", "embedded jwk"])
            await IsRefused(TokenAttacks.RefusedByDefault[attack](issuer));
        issuer.AttackerFetches.ShouldBe(0);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("")]
    public async Task An_Authorization_header_that_is_no_bearer_token_is_refused_everywhere(string header)
    {
        (await RawHttp.Status(host.Client.BaseAddress!, "/protected", $"Authorization: {header}")).ShouldBe(401);
        (await RawHttp.Status(host.Client.BaseAddress!, "/open", $"Authorization: {header}")).ShouldBe(401);
    }

    [Fact]
    public async Task Who_shows_no_token_is_nobody_and_stays_out_of_protected_endpoints()
    {
        (await host.GetText("/open")).ShouldBe("nobody");
        using var answer = await host.Get("/protected");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    // The refusal tells nothing, and it is the same where nobody may enter, too.
    private async Task IsRefused(string token)
    {
        foreach (var path in (string[])["/protected", "/open"])
        {
            using var answer = await host.Get(path, token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        }
    }
}
