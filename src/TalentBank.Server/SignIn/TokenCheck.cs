using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace TalentBank.Server.SignIn;

/// <summary>Judges a token that did not come in a header, by the handler that judges those that do.</summary>
public sealed class TokenCheck(IServiceScopeFactory scopes)
{
    /// <param name="authorization">What the header <c>Authorization</c> would say.</param>
    /// <returns>Who signed in; null where the token is refused.</returns>
    public async Task<SignedIn?> Judge(string authorization)
    {
        // A handler judges one request; this is one of its own.
        await using var scope = scopes.CreateAsyncScope();
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        request.Request.Headers.Authorization = authorization;
        var judged = await request.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        return judged.Principal is { } person ? SignedIn.Of(person) : null;
    }
}
