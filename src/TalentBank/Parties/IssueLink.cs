namespace TalentBank.Parties;

/// <summary>
/// An organisation issues a one-time link to a future member. Whoever makes it draws the secret, 32 random bytes or more, and
/// hands in its hash only.
/// </summary>
public sealed record IssueLink(string OrganisationId, string SecretHash, IReadOnlyList<Role> Roles, DateOnly? ExpiresOn) : Command
{
    private string LinkId => Link.IdOf(SecretHash);

    public override IEnumerable<string> Streams => Digest.IsOne(SecretHash) ? [OrganisationId, ZoneSettings.Stream.Name, LinkId] : [OrganisationId];

    public override Decision Decide(States states, Circumstances now)
    {
        if (states.Of(Organisation.Stream(OrganisationId)) is not { IsActive: true, Kind: { } kind })
            return Refuse("not-found", "organisationId", ("id", OrganisationId));
        if (!Digest.IsOne(SecretHash))
            return Refuse("secret-hash-malformed", "secretHash");
        if (Roles.Count == 0)
            return Refuse("roles-missing", "roles");
        var expiresOn = ExpiresOn ?? now.Today.AddDays(states.Of(ZoneSettings.Stream).On(Setting.LinkDays, now.Today));
        if (expiresOn < now.Today || expiresOn > now.Today.AddDays(90))
            return Refuse("expiry-out-of-range", "expiresOn", ("date", expiresOn));
        return states.Of(Link.Stream(LinkId)).OrganisationId is null
            ? Accept(LinkId).With(Link.Stream(LinkId), new LinkIssued(LinkId, OrganisationId, kind, [.. Roles.Distinct()], expiresOn, now.Today))
            : Refuse("secret-taken", "secretHash");
    }
}
