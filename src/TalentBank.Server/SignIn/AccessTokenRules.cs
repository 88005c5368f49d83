using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalentBank.Server.SignIn;

/// <summary>What a bearer token must be: the validation parameters, and the rules that they cannot express (RFC 8725, RFC 9068).</summary>
internal static class AccessTokenRules
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    // RFC 7519, section 4: the claim names of a token are unique.
    private static readonly JsonDocumentOptions UniqueNames = new() { AllowDuplicateProperties = false };

    public static TokenValidationParameters Parameters(SignInSettings settings, TimeProvider clock) => new()
    {
        ValidIssuer = settings.DevSignIn ? DevIssuer.Issuer : settings.Issuer,
        ValidateIssuer = true,
        ValidAudience = SignInSettings.Audience,
        ValidateAudience = true,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256],
        ValidTypes = settings.AcceptedTokenTypes ?? ["at+jwt", "application/at+jwt"],
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = false,
        RequireExpirationTime = true,
        ValidateLifetime = true,
        ClockSkew = ClockSkew,
        LifetimeValidator = (notBefore, expires, _, _) => IsInForce(notBefore, expires, clock.GetUtcNow()),
    };

    /// <summary>Why a token with a true signature is refused all the same; null if it is good.</summary>
    public static string? Fault(JsonWebToken token, DateTimeOffset now)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedHeader), UniqueNames);
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload), UniqueNames);
            return Fault(header.RootElement, payload.RootElement, now)
                ?? (IsCanonical(token.EncodedSignature) ? null : "the signature has a second spelling");
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return "not well-formed";
        }
    }

    private static string? Fault(JsonElement header, JsonElement payload, DateTimeOffset now)
    {
        // RFC 7515, section 4.1.11: we understand no extension, so none may be critical.
        if (header.TryGetProperty("crit", out _))
            return "crit is not understood";

        // OpenID Connect Core 1.0, section 2: at most 255 characters.
        if (!payload.TryGetProperty("sub", out var subject) || subject.ValueKind != JsonValueKind.String || subject.GetString()!.Length is < 1 or > 255)
            return "sub is missing or no name";

        // RFC 7519, section 2: a NumericDate is a JSON number. JsonWebToken also reads strings.
        foreach (var claim in (ReadOnlySpan<string>)["exp", "nbf", "iat"])
            if (payload.TryGetProperty(claim, out var date) && date.ValueKind != JsonValueKind.Number)
                return $"{claim} is not a number";

        if (payload.TryGetProperty("iat", out var issuedAt) && issuedAt.GetDouble() > (now + ClockSkew).ToUnixTimeSeconds())
            return "iat is in the future";

        return null;
    }

    private static bool IsInForce(DateTime? notBefore, DateTime? expires, DateTimeOffset now) =>
        expires >= (now - ClockSkew).UtcDateTime && (notBefore is null || notBefore <= (now + ClockSkew).UtcDateTime);

    // The handler's decoder also takes padding, which JWS has not (RFC 7515, section 2): one token shall have one spelling.
    private static bool IsCanonical(string part) => Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)) == part;
}
