namespace TalentBank.Parties;

/// <summary>An organisation that left is back in the park; it is vetted anew.</summary>
public sealed record RejoinOrganisation(string OrganisationId, string Reason, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = Effective ?? now.Today;
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            { Standing: OrganisationStanding.Active } => Accept(OrganisationId),
            { Standing: not OrganisationStanding.Departed } => Refuse("not-in-that-standing", "organisationId"),
            { } known when known.Impossible(effective, now.Today) is { } impossible => impossible,
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new OrganisationRejoined(OrganisationId, Reason, effective)),
        };
    }
}
