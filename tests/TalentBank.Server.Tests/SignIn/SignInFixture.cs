namespace TalentBank.Server.Tests.SignIn;

/// <summary>One issuer, and two hosts that trust it: ours, and one with JwtBearer's defaults.</summary>
public sealed class SignInFixture : IAsyncLifetime
{
    public TestIssuer Issuer { get; private set; } = null!;

    internal SignInHost Host { get; private set; } = null!;

    internal SignInHost Defaults { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync(TimeProvider.System);
        Host = await SignInHost.TrustingAsync(Issuer, TimeProvider.System);
        Defaults = await SignInHost.WithDefaultsAsync(Issuer);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Defaults.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
