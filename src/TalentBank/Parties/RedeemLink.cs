namespace TalentBank.Parties;

/// <summary>Whoever signed in redeems a link, once: they become a member as the link says, or are known to be the talent.</summary>
/// <param name="Secret">As it stands in the link.</param>
/// <param name="Name">The person's own name, 2 to 50 characters; a talent's account has one already.</param>
public sealed record RedeemLink(string Secret, string? Name) : Command
{
    private string LinkId => Link.IdOf(Digest.Of(Secret));

    public override IEnumerable<string> Streams => [LinkId];

    public override Decision Decide(States states, Circumstances now)
    {
        var link = states.Of(Link.Stream(LinkId));
        var me = now.Actor.Member;
        if (link.OrganisationId is not { } organisationId)
            return Refuse("not-found", "secret", ("id", ""));
        if (link.RedeemedBy is { } by)
            return by == me ? Accept(me) : Refuse("link-redeemed", "secret");
        if (link.IsRevoked)
            return Refuse("link-revoked", "secret");
        if (link.ExpiresOn < now.Today)
            return Refuse("link-expired", "secret", ("date", link.ExpiresOn));
        string[] more = [.. new[] { me, organisationId }.Where(stream => !states.Has(stream))];
        if (more.Length > 0)
            return Needs(more);
        if (link.TalentId is not null && states.Of(Member.Stream(me)).TalentId is not null)
            return Refuse("sign-in-taken", "secret");
        if (link.Membership is not null && (Name is null || !Wording.IsLine(Name, 2, 50)))
            return Refuse("name-out-of-range", "name", ("least", 2), ("most", 50));
        if (link.Membership is not null && !states.Of(Organisation.Stream(organisationId)).IsActive)
            return Refuse("organisation-inactive", "secret");
        return Accept(me)
            .With(Link.Stream(LinkId), new LinkRedeemed(LinkId, me, now.Today))
            .With(Member.Stream(me), link.Membership is { } membership
                ? new MemberAdded(me, organisationId, membership.Kind, membership.Roles, Personal.Of(me, Name!), now.Today)
                : new TalentAccountLinked(me, link.TalentId!, now.Today));
    }
}
