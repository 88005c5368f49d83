using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TalentBank.Server.SignIn;

/// <summary>
/// Who sent the request: the subject as its issuer names it, and nothing else from the token.
/// E-mail addresses and names change owner (OpenID Connect Core 5.7); what a person may do is the bank's to say.
/// </summary>
public sealed record SignedIn(string Issuer, string Subject)
{
    /// <summary>The sender of this request; null if nobody signed in.</summary>
    public static SignedIn? Of(HttpContext context)
    {
        var user = context.User;
        return user.FindFirst(JwtRegisteredClaimNames.Iss) is { } issuer && user.FindFirst(JwtRegisteredClaimNames.Sub) is { } subject
            ? new SignedIn(issuer.Value, subject.Value)
            : null;
    }

    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [new Claim(JwtRegisteredClaimNames.Iss, Issuer), new Claim(JwtRegisteredClaimNames.Sub, Subject)],
        scheme, nameType: JwtRegisteredClaimNames.Sub, roleType: null));
}
