namespace TalentBank.Parties;

/// <summary>The chamber reminds a depositor, at most once a day.</summary>
public sealed record NudgeDepositor(string OrganisationId) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId, Depositor.Stream(OrganisationId).Name];

    public override Decision Decide(States states, Circumstances now) =>
        !states.Of(Organisation.Stream(OrganisationId)).IsActive ? Refuse("not-found", "organisationId", ("id", OrganisationId))
        : states.Of(Depositor.Stream(OrganisationId)).NudgedOn >= now.Today ? Accept(OrganisationId)
        : Accept(OrganisationId).With(Depositor.Stream(OrganisationId), new DepositorNudged(OrganisationId, now.Today));
}
