namespace TalentBank.Parties;

/// <summary>An organisation leaves the park: it deposits and hires no more, and what it had leaves the figures with it; its staff are not leavers.</summary>
public sealed record DepartOrganisation(string OrganisationId, string Reason, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = Effective ?? now.Today;
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            { Kind: OrganisationKind.Chamber } => Refuse("chamber-stays", "organisationId"),
            { Standing: OrganisationStanding.Departed } => Accept(OrganisationId),
            { Standing: not (OrganisationStanding.Active or OrganisationStanding.Suspended) } => Refuse("not-in-that-standing", "organisationId"),
            { } known when known.Impossible(effective, now.Today) is { } impossible => impossible,
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new OrganisationDeparted(OrganisationId, Reason, effective)),
        };
    }
}
