namespace TalentBank.Parties;

/// <summary>An organisation becomes part of another of its kind; from then on only that one acts.</summary>
public sealed record MergeOrganisation(string OrganisationId, string IntoId, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId, IntoId];

    public override Decision Decide(States states, Circumstances now)
    {
        var (from, into) = (states.Of(Organisation.Stream(OrganisationId)), states.Of(Organisation.Stream(IntoId)));
        var effective = Effective ?? now.Today;
        return from switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            { Standing: OrganisationStanding.Merged } => Accept(OrganisationId),
            { Kind: OrganisationKind.Chamber } => Refuse("chamber-stays", "organisationId"),
            _ when !into.IsActive => Refuse("not-found", "intoId", ("id", IntoId)),
            _ when OrganisationId == IntoId || from.Kind != into.Kind => Refuse("not-to-be-merged", "intoId"),
            { Standing: OrganisationStanding.Departed } => Refuse("organisation-gone", "organisationId"),
            _ when from.Impossible(effective, now.Today) is { } impossible => impossible,
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), new OrganisationMerged(OrganisationId, IntoId, effective)),
        };
    }
}
