using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TalentBank.Server.SignIn;

/// <summary>
/// Where the <see cref="AccessTokenRules"/> meet the bearer handler. Refusals are logged by kind alone:
/// the words of a refused token belong to whoever sent it.
/// </summary>
internal sealed class BearerChecks(TimeProvider clock, ILogger<BearerChecks> log) : JwtBearerEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization.Count > 1)
            Refuse(context, "several Authorization headers");
        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (AccessTokenRules.Fault(token, clock.GetUtcNow()) is { } fault)
            Refuse(context, fault);
        else
            context.Principal = new SignedIn(token.Issuer, token.Subject, new DateTimeOffset(token.ValidTo, TimeSpan.Zero)).ToPrincipal(context.Scheme.Name);
        return Task.CompletedTask;
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        log.LogInformation("A token was refused: {Reason}", context.Exception.GetType().Name);
        return Task.CompletedTask;
    }

    private void Refuse(ResultContext<JwtBearerOptions> context, string reason)
    {
        log.LogInformation("A token was refused: {Reason}", reason);
        context.Fail(reason);
    }
}
