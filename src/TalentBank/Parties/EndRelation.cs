namespace TalentBank.Parties;

/// <summary>Two enterprises are no longer under the same actual controller.</summary>
public sealed record EndRelation(string OrganisationId, string RelatedId, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId, RelatedId];

    public override Decision Decide(States states, Circumstances now)
    {
        var effective = Effective ?? now.Today;
        return states.Of(Organisation.Stream(OrganisationId)).Related.GetValueOrDefault(RelatedId) switch
        {
            null => Refuse("not-found", "relatedId", ("id", RelatedId)),
            { Until: not null } => Accept(OrganisationId),
            { From: var from } when effective < from || effective > now.Today => Refuse("date-out-of-range", "effective", ("date", effective)),
            _ => Accept(OrganisationId)
                .With(Organisation.Stream(OrganisationId), new RelationEnded(OrganisationId, RelatedId, effective))
                .With(Organisation.Stream(RelatedId), new RelationEnded(RelatedId, OrganisationId, effective)),
        };
    }
}
