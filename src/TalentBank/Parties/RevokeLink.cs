namespace TalentBank.Parties;

/// <summary>Who issued a link takes it back: nobody redeems it any more.</summary>
public sealed record RevokeLink(string LinkId) : Command
{
    public override IEnumerable<string> Streams => [LinkId];

    public override Decision Decide(States states, Circumstances now) => states.Of(Link.Stream(LinkId)) switch
    {
        { OrganisationId: null } => Refuse("not-found", "linkId", ("id", LinkId)),
        { RedeemedBy: not null } => Refuse("link-redeemed", "linkId"),
        { IsRevoked: true } => Accept(LinkId),
        _ => Accept(LinkId).With(Link.Stream(LinkId), new LinkRevoked(LinkId, now.Today)),
    };
}
