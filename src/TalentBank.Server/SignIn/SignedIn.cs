using System.Globalization;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TalentBank.Server.SignIn;

/// <summary>
/// Who sent the request: the subject as its issuer names it, until when, and nothing else from the token.
/// E-mail addresses and names change owner (OpenID Connect Core 5.7); what a person may do is the bank's to say.
/// </summary>
/// <param name="Issuer">The issuer, as its tokens spell it.</param>
/// <param name="Subject">The subject, by the issuer's name for it.</param>
/// <param name="Expires">Until when the token is good.</param>
public sealed record SignedIn(string Issuer, string Subject, DateTimeOffset Expires)
{
    /// <summary>The sender of this request; null if nobody signed in.</summary>
    public static SignedIn? Of(HttpContext context) => Of(context.User);

    internal static SignedIn? Of(ClaimsPrincipal user) =>
        user.FindFirst(JwtRegisteredClaimNames.Iss) is { } issuer && user.FindFirst(JwtRegisteredClaimNames.Sub) is { } subject
            ? new SignedIn(issuer.Value, subject.Value, DateTimeOffset.Parse(user.FindFirst(JwtRegisteredClaimNames.Exp)!.Value, CultureInfo.InvariantCulture))
            : null;

    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(JwtRegisteredClaimNames.Iss, Issuer),
            new Claim(JwtRegisteredClaimNames.Sub, Subject),
            new Claim(JwtRegisteredClaimNames.Exp, Expires.ToString("O", CultureInfo.InvariantCulture)),
        ],
        scheme, nameType: JwtRegisteredClaimNames.Sub, roleType: null));
}
