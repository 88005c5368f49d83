namespace TalentBank.Parties;

/// <summary>Two enterprises are under the same actual controller (同一实际控制人): a move between them is none for their group.</summary>
public sealed record DeclareRelation(string OrganisationId, string RelatedId, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId, RelatedId];

    public override Decision Decide(States states, Circumstances now)
    {
        var (one, other) = (states.Of(Organisation.Stream(OrganisationId)), states.Of(Organisation.Stream(RelatedId)));
        var effective = Effective ?? now.Today;
        if (!one.Is(OrganisationKind.Enterprise))
            return Refuse("not-found", "organisationId", ("id", OrganisationId));
        if (!other.Is(OrganisationKind.Enterprise))
            return Refuse("not-found", "relatedId", ("id", RelatedId));
        if (OrganisationId == RelatedId)
            return Refuse("related-to-itself", "relatedId");
        if (one.Related.GetValueOrDefault(RelatedId) is { Until: null } known)
            return known.From == effective || Effective is null ? Accept(OrganisationId) : Refuse("already-related", "effective", ("from", known.From));
        if (!Dates.Plausible(effective, now.Today) || effective > now.Today || one.Related.GetValueOrDefault(RelatedId)?.Until > effective)
            return Refuse("date-out-of-range", "effective", ("date", effective));
        return Accept(OrganisationId)
            .With(Organisation.Stream(OrganisationId), new RelationDeclared(OrganisationId, RelatedId, effective))
            .With(Organisation.Stream(RelatedId), new RelationDeclared(RelatedId, OrganisationId, effective));
    }
}
