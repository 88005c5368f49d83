namespace TalentBank.Parties;

/// <summary>The chamber lets a suspended organisation take part again, at once.</summary>
public sealed record ReinstateOrganisation(string OrganisationId, string Reason) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = now.Today;
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            { Standing: OrganisationStanding.Active } => Accept(OrganisationId),
            { Standing: not OrganisationStanding.Suspended } => Refuse("not-in-that-standing", "organisationId"),
            { } known when known.Impossible(effective, now.Today) is { } impossible => impossible,
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new OrganisationReinstated(OrganisationId, Reason, effective)),
        };
    }
}
