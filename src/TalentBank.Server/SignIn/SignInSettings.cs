namespace TalentBank.Server.SignIn;

/// <summary>The settings under <c>Auth:</c>, read once when the host is built.</summary>
public sealed record SignInSettings
{
    public const string Section = "Auth";

    /// <summary>What a token must be meant for (<c>aud</c>).</summary>
    public const string Audience = "talentbank";

    /// <summary>The OpenID provider, exactly as its tokens spell it in <c>iss</c>; its keys are found by discovery.</summary>
    public string? Issuer { get; init; }

    /// <summary>
    /// The values of <c>typ</c> that an access token may have, by default those of RFC 9068. A provider that calls its
    /// access tokens <c>JWT</c> needs that word here; then its id tokens look alike, so no client may be named <c>talentbank</c>.
    /// </summary>
    public IReadOnlyList<string>? AcceptedTokenTypes { get; init; }

    /// <summary>Turns on the <see cref="DevIssuer"/>: Development and loopback only.</summary>
    public bool DevSignIn { get; init; }

    /// <summary>What forbids a host with these settings to start, each as one sentence; none if all is well.</summary>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (DevSignIn && !environment.IsDevelopment())
            yield return $"Auth:DevSignIn is for Development only, and this is {environment.EnvironmentName}.";
        if (DevSignIn && Issuer is not null)
            yield return "Auth:Issuer and Auth:DevSignIn exclude each other: one issuer at a time.";
        if (!DevSignIn && Issuer is null)
            yield return "Auth:Issuer is missing: the URL of the OpenID provider whose tokens are accepted.";
        if (Issuer is not null && !IsTrustworthy(Issuer))
            yield return "Auth:Issuer must be an https URL without query and fragment (http only on loopback).";
        if (AcceptedTokenTypes is not null && AcceptedTokenTypes.Any(string.IsNullOrWhiteSpace))
            yield return "Auth:AcceptedTokenTypes holds an empty word.";
    }

    // OpenID Connect Discovery 1.0, section 3: https, neither query nor fragment.
    private static bool IsTrustworthy(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.Query.Length == 0 && uri.Fragment.Length == 0;
}
