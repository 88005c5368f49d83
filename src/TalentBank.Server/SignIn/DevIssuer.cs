using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TalentBank.Server.SignIn;

/// <summary>
/// Issues tokens to demo persons without a provider. Its key lives as long as the process and its tokens pass the same
/// checks as anybody's. It exists only when three things hold (ADR 0003): Development, <c>Auth:DevSignIn</c>, loopback listeners.
/// </summary>
public sealed class DevIssuer : IDisposable
{
    /// <summary>The same on every port, so that the demo members stay who they are; a name that resolves nowhere (RFC 2606).</summary>
    public const string Issuer = "https://dev.talentbank.invalid";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly RSA rsa = RSA.Create(2048);
    private readonly RsaSecurityKey key;
    private readonly TimeProvider clock;

    public DevIssuer(TimeProvider clock)
    {
        this.clock = clock;
        key = new RsaSecurityKey(rsa) { KeyId = "dev" };
        Configuration = new OpenIdConnectConfiguration { Issuer = Issuer, SigningKeys = { key } };
    }

    /// <summary>What the bearer handler would learn by discovery.</summary>
    internal OpenIdConnectConfiguration Configuration { get; }

    /// <summary>The public half of the key as a JSON Web Key (RFC 7517).</summary>
    internal object PublicKey
    {
        get
        {
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return new
            {
                kty = "RSA",
                use = "sig",
                alg = SecurityAlgorithms.RsaSha256,
                kid = key.KeyId,
                n = Base64UrlEncoder.Encode(parameters.Modulus),
                e = Base64UrlEncoder.Encode(parameters.Exponent),
            };
        }
    }

    /// <summary>An access token (RFC 9068) for this subject, good for 15 minutes.</summary>
    public string Token(string subject) => Token(subject, Lifetime);

    /// <summary>The same, good for as long as is said.</summary>
    public string Token(string subject, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = SignInSettings.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = subject,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
                ["client_id"] = "dev",
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    public void Dispose() => rsa.Dispose();
}
