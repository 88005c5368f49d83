namespace TalentBank.Parties;

/// <summary>The chamber suspends an organisation: from now on its members send nothing and see only what is their own.</summary>
public sealed record SuspendOrganisation(string OrganisationId, string Reason) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = now.Today;
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            { Kind: OrganisationKind.Chamber } => Refuse("chamber-stays", "organisationId"),
            { Standing: OrganisationStanding.Suspended } => Accept(OrganisationId),
            { Standing: not OrganisationStanding.Active } => Refuse("not-in-that-standing", "organisationId"),
            { } known when known.Impossible(effective, now.Today) is { } impossible => impossible,
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new OrganisationSuspended(OrganisationId, Reason, effective)),
        };
    }
}
