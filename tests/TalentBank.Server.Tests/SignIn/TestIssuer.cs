using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentBank.Server.Tests.SignIn;

/// <summary>
/// An OpenID provider on loopback: a discovery document, keys that can be rotated, and a mint for any token, good or bad.
/// What an attacker would host is at <see cref="AttackerKeys"/>, where fetches are counted.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider clock;
    private int generation;
    private int attackerFetches;

    private TestIssuer(WebApplication app, TimeProvider clock)
    {
        this.app = app;
        this.clock = clock;
        Rotate();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}/jwks" }));
        app.MapGet("/jwks", () => Results.Text(new JsonObject { ["keys"] = new JsonArray(RsaJwk(Rsa, RsaKeyId), EcJwk()) }.ToJsonString(), "application/json"));
        app.MapGet("/attacker", () =>
        {
            Interlocked.Increment(ref attackerFetches);
            return Results.Text(new JsonObject { ["keys"] = new JsonArray(RsaJwk(AttackerRsa, "attacker")) }.ToJsonString(), "application/json");
        });
    }

    /// <summary>Starts an issuer whose tokens are of this clock's time.</summary>
    public static async Task<TestIssuer> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var issuer = new TestIssuer(builder.Build(), clock);
        issuer.app.Urls.Add("http://127.0.0.1:0");
        await issuer.app.StartAsync();
        return issuer;
    }

    public static RSA AttackerRsa { get; } = RSA.Create(2048);

    public string Issuer => app.Urls.Single();

    public string AttackerKeys => $"{Issuer}/attacker";

    public int AttackerFetches => attackerFetches;

    public RSA Rsa { get; private set; } = null!;

    public string RsaKeyId => $"rsa-{generation}";

    public ECDsa Ec { get; private set; } = null!;

    public string EcKeyId => $"ec-{generation}";

    public long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>New keys under new names; the old ones are withdrawn.</summary>
    public void Rotate()
    {
        generation++;
        Rsa = RSA.Create(2048);
        Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }

    /// <summary>A good access token of 15 minutes, signed RS256.</summary>
    public string Token(string subject = "subject-1") => Mint(payload: payload => payload["sub"] = subject);

    /// <summary>A good access token, but for what is changed; signed as its <c>alg</c> says, or by <paramref name="sign"/>.</summary>
    public string Mint(Action<JsonObject>? header = null, Action<JsonObject>? payload = null, Func<byte[], byte[]>? sign = null)
    {
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "at+jwt", ["kid"] = RsaKeyId };
        header?.Invoke(head);
        var body = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = "talentbank",
            ["sub"] = "subject-1",
            ["client_id"] = "client-1",
            ["email"] = "wang.fang@example.com",
            ["iat"] = Now,
            ["nbf"] = Now,
            ["exp"] = Now + 900,
        };
        payload?.Invoke(body);
        return Assemble(head.ToJsonString(), body.ToJsonString(), sign ?? Signer((string?)head["alg"]));
    }

    /// <summary>A token of exactly these texts.</summary>
    public static string Assemble(string header, string payload, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static Func<byte[], byte[]> Rs256(RSA key) => data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static Func<byte[], byte[]> Hs256(byte[] key) => data => HMACSHA256.HashData(key, data);

    public static JsonObject RsaJwk(RSA key, string id)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private JsonObject EcJwk()
    {
        var point = Ec.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["crv"] = "P-256",
            ["kid"] = EcKeyId,
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    private Func<byte[], byte[]> Signer(string? algorithm) => algorithm switch
    {
        "RS256" => Rs256(Rsa),
        "RS512" => data => Rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => data => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => data => Ec.SignData(data, HashAlgorithmName.SHA256),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Give a signer."),
    };
}
