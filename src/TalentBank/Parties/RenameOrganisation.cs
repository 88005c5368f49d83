namespace TalentBank.Parties;

/// <summary>The chamber takes note that an organisation has another name; what it did stays its own.</summary>
public sealed record RenameOrganisation(string OrganisationId, string Name, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = Effective ?? now.Today;
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            _ when !Wording.IsLine(Name, 2, 100) => Refuse("name-out-of-range", "name", ("least", 2), ("most", 100)),
            { } known when known.Name == Name => Accept(OrganisationId),
            { } known when known.Impossible(effective, now.Today) is { } impossible => impossible,
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new OrganisationRenamed(OrganisationId, Name, effective)),
        };
    }
}
