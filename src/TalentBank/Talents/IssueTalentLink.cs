using TalentBank.Parties;

namespace TalentBank.Talents;

/// <summary>A talent gets a one-time link by which their sign-in is linked to their account: from their university, or from the chamber.</summary>
public sealed record IssueTalentLink(string TalentId, string SecretHash, DateOnly? ExpiresOn) : Command
{
    private string LinkId => Link.IdOf(SecretHash);

    public override IEnumerable<string> Streams => Digest.IsOne(SecretHash) ? [TalentId, ZoneSettings.Stream.Name, LinkId] : [TalentId];

    public override Decision Decide(States states, Circumstances now)
    {
        if (!states.Of(Talent.Stream(TalentId)).IsRegistered)
            return Refuse("not-found", "talentId", ("id", TalentId));
        if (!Digest.IsOne(SecretHash))
            return Refuse("secret-hash-malformed", "secretHash");
        var expiresOn = ExpiresOn ?? now.Today.AddDays(states.Of(ZoneSettings.Stream).On(Setting.LinkDays, now.Today));
        if (expiresOn < now.Today || expiresOn > now.Today.AddDays(90))
            return Refuse("expiry-out-of-range", "expiresOn", ("date", expiresOn));
        return states.Of(Link.Stream(LinkId)).OrganisationId is null
            ? Accept(LinkId).With(Link.Stream(LinkId), new TalentLinkIssued(LinkId, now.Actor.Organisation ?? now.Actor.Member, TalentId, expiresOn, now.Today))
            : Refuse("secret-taken", "secretHash");
    }
}
