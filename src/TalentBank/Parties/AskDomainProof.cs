using System.Text.RegularExpressions;

namespace TalentBank.Parties;

/// <summary>The chamber asks an organisation to publish a token in a TXT record of its domain.</summary>
public sealed partial record AskDomainProof([NewId("domain-proof")] string Token, string OrganisationId, string Domain) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now) => states.Of(Organisation.Stream(OrganisationId)) switch
    {
        { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
        _ when Domain.Length > 253 || !DomainName().IsMatch(Domain) => Refuse("domain-malformed", "domain", ("domain", Domain)),
        { Domain: { } known } when known.Domain == Domain => Accept(OrganisationId),
        _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new DomainProofAsked(OrganisationId, Domain, Token, now.Today)),
    };

    /// <summary>Labels of letters, digits and hyphens (RFC 1123), in lower case; other scripts as xn--.</summary>
    [GeneratedRegex(@"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DomainName();
}
