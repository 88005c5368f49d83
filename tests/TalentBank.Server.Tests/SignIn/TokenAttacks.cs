using System.Text;
using System.Text.Json.Nodes;

namespace TalentBank.Server.Tests.SignIn;

/// <summary>Tokens that a server must refuse (RFC 8725, RFC 9068), by name. "True" means: signed by the issuer's own key.</summary>
internal static class TokenAttacks
{
    /// <summary>Forged, broken or out of place; a careful library refuses them by itself.</summary>
    public static IReadOnlyDictionary<string, Func<TestIssuer, string>> RefusedByDefault { get; } = new Dictionary<string, Func<TestIssuer, string>>
    {
        ["alg none"] = issuer => issuer.Mint(h => h["alg"] = "none", sign: _ => []),
        ["alg nOnE"] = issuer => issuer.Mint(h => h["alg"] = "nOnE", sign: _ => []),
        ["HS256 with the public key as PEM"] = issuer => issuer.Mint(h => h["alg"] = "HS256", sign: TestIssuer.Hs256(Encoding.ASCII.GetBytes(issuer.Rsa.ExportSubjectPublicKeyInfoPem()))),
        ["HS256 with the modulus"] = issuer => issuer.Mint(h => h["alg"] = "HS256", sign: TestIssuer.Hs256(issuer.Rsa.ExportParameters(includePrivateParameters: false).Modulus!)),
        ["HS256 with an empty key"] = issuer => issuer.Mint(h => h["alg"] = "HS256", sign: TestIssuer.Hs256([])),
        ["foreign key under the true kid"] = issuer => issuer.Mint(sign: ByAttacker),
        ["embedded jwk"] = issuer => issuer.Mint(Kid("attacker", h => h["jwk"] = TestIssuer.RsaJwk(TestIssuer.AttackerRsa, "attacker")), sign: ByAttacker),
        ["jku"] = issuer => issuer.Mint(Kid("attacker", h => h["jku"] = issuer.AttackerKeys), sign: ByAttacker),
        ["x5u"] = issuer => issuer.Mint(Kid("attacker", h => h["x5u"] = issuer.AttackerKeys), sign: ByAttacker),
        ["kid with a path"] = issuer => issuer.Mint(Kid("../../../../dev/null", h => h["alg"] = "HS256"), sign: TestIssuer.Hs256([])),
        ["kid with SQL"] = issuer => issuer.Mint(Kid("x' UNION SELECT 'key' --", h => h["alg"] = "HS256"), sign: TestIssuer.Hs256(Encoding.ASCII.GetBytes("key"))),
        ["tampered payload"] = issuer => Splice(issuer.Mint(), payload: issuer.Mint(payload: p => p["sub"] = "subject-2")),
        ["signature stripped"] = issuer => issuer.Mint(sign: _ => []),
        ["signature truncated"] = issuer => issuer.Mint()[..^8],
        ["typ swapped"] = issuer => Splice(issuer.Mint(h => h["typ"] = "JWT"), header: issuer.Mint()),
        ["ES256 with a zero signature"] = issuer => issuer.Mint(Kid(issuer.EcKeyId, h => h["alg"] = "ES256"), sign: _ => new byte[64]),
        ["malformed: not base64url"] = _ => "%%%.###.***",
        ["malformed: not JSON"] = issuer => TestIssuer.Assemble("header", "payload", TestIssuer.Rs256(issuer.Rsa)),
        ["malformed: four parts"] = issuer => issuer.Mint() + ".AAAA",
        ["JWE dir"] = _ => $"{TestIssuer.Encode("""{"alg":"dir","enc":"A256GCM","typ":"at+jwt"}""")}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
        ["true, but no exp"] = issuer => issuer.Mint(payload: p => p.Remove("exp")),
        ["true, but nbf in the future"] = issuer => issuer.Mint(payload: p => p["nbf"] = issuer.Now + 600),
        ["true, but wrong iss"] = issuer => issuer.Mint(payload: p => p["iss"] = "https://accounts.example.com"),
        ["true, but iss with a slash more"] = issuer => issuer.Mint(payload: p => p["iss"] = issuer.Issuer + "/"),
        ["true, but no iss"] = issuer => issuer.Mint(payload: p => p.Remove("iss")),
        ["true, but wrong aud"] = issuer => issuer.Mint(payload: p => p["aud"] = "another-api"),
        ["true, but no aud"] = issuer => issuer.Mint(payload: p => p.Remove("aud")),
        ["true, but aud only begins well"] = issuer => issuer.Mint(payload: p => p["aud"] = "talentbank-staging"),
        ["true, but exp 1e300"] = issuer => issuer.Mint(payload: p => p["exp"] = JsonNode.Parse("1e300")),
    };

    /// <summary>Truly signed, and accepted by JwtBearer's defaults.</summary>
    public static IReadOnlyDictionary<string, Func<TestIssuer, string>> AcceptedByDefault { get; } = new Dictionary<string, Func<TestIssuer, string>>
    {
        ["expired 31 s ago"] = issuer => issuer.Mint(payload: Ended(issuer.Now - 31)),
        ["expired 200 s ago"] = issuer => issuer.Mint(payload: Ended(issuer.Now - 200)),
        ["issued in 10 minutes"] = issuer => issuer.Mint(payload: p => p["iat"] = issuer.Now + 600),
        ["typ of an id token"] = issuer => issuer.Mint(h => h["typ"] = "JWT"),
        ["typ of a logout token"] = issuer => issuer.Mint(h => h["typ"] = "logout+jwt"),
        ["no sub"] = issuer => issuer.Mint(payload: p => p.Remove("sub")),
        ["RS512"] = issuer => issuer.Mint(h => h["alg"] = "RS512"),
        ["unknown crit"] = issuer => issuer.Mint(h => (h["crit"], h["b64"]) = (new JsonArray("b64"), true)),
        ["exp as a string"] = issuer => issuer.Mint(payload: p => p["exp"] = $"{issuer.Now + 900}"),
    };

    /// <summary>Beyond the usual list.</summary>
    public static IReadOnlyDictionary<string, Func<TestIssuer, string>> Further { get; } = new Dictionary<string, Func<TestIssuer, string>>
    {
        ["no kid"] = issuer => issuer.Mint(h => h.Remove("kid")),
        ["no typ"] = issuer => issuer.Mint(h => h.Remove("typ")),
        ["empty crit"] = issuer => issuer.Mint(h => h["crit"] = new JsonArray()),
        ["empty sub"] = issuer => issuer.Mint(payload: p => p["sub"] = ""),
        ["sub as a number"] = issuer => issuer.Mint(payload: p => p["sub"] = 1),
        ["sub as a list"] = issuer => issuer.Mint(payload: p => p["sub"] = new JsonArray("subject-1", "subject-2")),
        ["sub of 256 characters"] = issuer => issuer.Mint(payload: p => p["sub"] = new string('x', 256)),
        ["sub twice"] = issuer => TestIssuer.Assemble(
            $$"""{"alg":"RS256","typ":"at+jwt","kid":"{{issuer.RsaKeyId}}"}""",
            $$"""{"iss":"{{issuer.Issuer}}","aud":"talentbank","sub":"subject-1","sub":"subject-2","exp":{{issuer.Now + 900}}}""",
            TestIssuer.Rs256(issuer.Rsa)),
        ["nbf as a string"] = issuer => issuer.Mint(payload: p => p["nbf"] = $"{issuer.Now}"),
        ["iat as a string"] = issuer => issuer.Mint(payload: p => p["iat"] = $"{issuer.Now}"),
        ["iat 1e400"] = issuer => issuer.Mint(payload: p => p["iat"] = JsonNode.Parse("1e400")),
        ["exp true"] = issuer => issuer.Mint(payload: p => p["exp"] = true),
        ["exp negative"] = issuer => issuer.Mint(payload: p => p["exp"] = -1),
        ["signature spelled another way"] = issuer => Respell(issuer.Mint()),
        ["signature padded"] = issuer => issuer.Mint() + "==",
        ["ES256 signature in DER"] = issuer => issuer.Mint(Kid(issuer.EcKeyId, h => h["alg"] = "ES256"),
            sign: data => issuer.Ec.SignData(data, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence)),
        ["two tokens"] = issuer => $"{issuer.Mint()}, Bearer {issuer.Mint()}",
        ["nothing after Bearer"] = _ => "",
        ["16 kB of dots"] = _ => new string('.', 16_384),
    };

    private static Func<byte[], byte[]> ByAttacker { get; } = TestIssuer.Rs256(TestIssuer.AttackerRsa);

    private static Action<JsonObject> Kid(string id, Action<JsonObject> more) => header =>
    {
        header["kid"] = id;
        more(header);
    };

    private static Action<JsonObject> Ended(long at) => payload => (payload["iat"], payload["nbf"], payload["exp"]) = (at - 900, at - 900, at);

    // A token with one part taken from another.
    private static string Splice(string token, string? header = null, string? payload = null)
    {
        var parts = token.Split('.');
        return $"{header?.Split('.')[0] ?? parts[0]}.{payload?.Split('.')[1] ?? parts[1]}.{parts[2]}";
    }

    // 256 bytes end with a character of which only two bits count: the next letter decodes to the same signature.
    private static string Respell(string token) => token[..^1] + (char)(token[^1] + 1);
}
