using System.Buffers.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TalentBank.Server.Tests.SignIn;

public sealed class TokenMutationTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    private const int Seed = 20260302;

    [Fact]
    public async Task Of_10000_mutations_of_a_good_token_none_is_accepted_and_none_makes_the_handler_throw()
    {
        var random = new Random(Seed);
        var good = fixture.Issuer.Token();
        (await Authenticate(good)).Succeeded.ShouldBeTrue();

        for (var count = 0; count < 10_000; count++)
        {
            var mutation = Mutate(good, random);
            (await Authenticate(mutation)).Succeeded.ShouldBeFalse(mutation);
        }
    }

    private async Task<AuthenticateResult> Authenticate(string token)
    {
        await using var scope = fixture.Host.App.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = $"Bearer {token}";
        return await context.AuthenticateAsync();
    }

    // Blanks around a token belong to the header, not to the token.
    private static string Mutate(string good, Random random)
    {
        string mutation;
        do
            mutation = Change(good, random);
        while (mutation.Trim() == good);
        return mutation;
    }

    private static string Change(string good, Random random)
    {
        var at = random.Next(good.Length);
        var letter = (char)random.Next(' ', '~' + 1);
        return random.Next(8) switch
        {
            0 => good[..at] + letter + good[(at + 1)..],
            1 => good[..at] + letter + good[at..],
            2 => good.Remove(at, 1),
            3 => good[..at],
            4 => good[at..] + good[..at],
            5 => good.Insert(at, good.Substring(at, random.Next(good.Length - at))),
            6 => FlipBit(good, random),
            _ => ChangeJson(good, random),
        };
    }

    private static string FlipBit(string good, Random random) => Recode(good, random.Next(3), bytes =>
    {
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    });

    // Well-formed base64url around bytes of JSON's own alphabet: gets further than a flipped bit.
    private static string ChangeJson(string good, Random random) => Recode(good, random.Next(2), bytes =>
    {
        var alphabet = "{}[]\",:0123456789eE.-+ntf\\u"u8;
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            bytes[random.Next(bytes.Length)] = alphabet[random.Next(alphabet.Length)];
        return bytes;
    });

    private static string Recode(string token, int part, Func<byte[], byte[]> change)
    {
        var parts = token.Split('.');
        parts[part] = Base64Url.EncodeToString(change(Base64Url.DecodeFromChars(parts[part])));
        return string.Join('.', parts);
    }
}
