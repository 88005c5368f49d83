namespace TalentBank.Parties;

/// <summary>The chamber has found the token under the domain.</summary>
public sealed record ConfirmDomain(string OrganisationId, string Domain) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId];

    public override Decision Decide(States states, Circumstances now) => states.Of(Organisation.Stream(OrganisationId)).Domain switch
    {
        { } asked when asked.Domain == Domain => asked.ProvenOn is null
            ? Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new DomainProven(OrganisationId, Domain, now.Today))
            : Accept(OrganisationId),
        _ => Refuse("domain-not-asked", "domain", ("domain", Domain)),
    };
}
