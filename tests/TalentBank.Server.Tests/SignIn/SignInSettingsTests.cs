using Microsoft.Extensions.Options;

namespace TalentBank.Server.Tests.SignIn;

public sealed class SignInSettingsTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("development-2")]
    public void The_development_issuer_outside_Development_stops_the_host_before_it_is_built(string environment) =>
        Refusal(environment, "--Auth:DevSignIn=true").ShouldBe($"Auth:DevSignIn is for Development only, and this is {environment}.");

    [Fact]
    public void Two_issuers_stop_the_host() =>
        Refusal("Development", "--Auth:DevSignIn=true", "--Auth:Issuer=https://id.example.com").ShouldContain("one issuer at a time");

    [Fact]
    public void No_issuer_stops_the_host() => Refusal("Production").ShouldContain("Auth:Issuer is missing");

    [Theory]
    [InlineData("http://id.example.com")]
    [InlineData("https://id.example.com?tenant=1")]
    [InlineData("https://id.example.com#x")]
    [InlineData("id.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void An_issuer_that_is_no_trustworthy_URL_stops_the_host(string issuer) =>
        Refusal("Production", $"--Auth:Issuer={issuer}").ShouldContain("Auth:Issuer must be an https URL");

    [Theory]
    [InlineData("https://id.example.com/realms/zone")]
    [InlineData("http://localhost:8081/realms/zone")]
    [InlineData("http://127.0.0.1:8081")]
    public async Task A_trustworthy_issuer_need_not_be_reachable_for_the_host_to_be_built(string issuer) =>
        await SignInHost.Build("Production", [$"--Auth:Issuer={issuer}"]).DisposeAsync();

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var refusal = Refusal("Production", "--Auth:DevSignIn=true", "--Auth:Issuer=http://id.example.com", "--Auth:AcceptedTokenTypes:0= ");
        refusal.Split("; ").Length.ShouldBe(4);
    }

    private static string Refusal(string environment, params string[] settings) =>
        Should.Throw<OptionsValidationException>(() => SignInHost.Build(environment, settings)).Message;
}
