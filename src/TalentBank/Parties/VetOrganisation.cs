namespace TalentBank.Parties;

/// <summary>
/// The chamber vets a depositor: found in the public register under its code or not, vouched for or not, with the reason and
/// the day on which to look again.
/// </summary>
public sealed record VetOrganisation(string OrganisationId, VettingDecision Decision, bool RegisterChecked, string Reason, DateOnly? ReviewOn) : Command
{
    public override IEnumerable<string> Streams => [OrganisationId, ZoneSettings.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var reviewOn = ReviewOn ?? now.Today.AddDays(states.Of(ZoneSettings.Stream).On(Setting.VettingReviewDays, now.Today));
        var vetted = new OrganisationVetted(OrganisationId, Decision, RegisterChecked, Reason, reviewOn, now.Today);
        return states.Of(Organisation.Stream(OrganisationId)) switch
        {
            { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
            { Standing: OrganisationStanding.Departed or OrganisationStanding.Merged } => Refuse("organisation-gone", "organisationId"),
            _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            _ when Decision is VettingDecision.Endorsed && !RegisterChecked => Refuse("register-not-checked", "registerChecked"),
            _ when reviewOn <= now.Today || reviewOn > now.Today.AddYears(3) => Refuse("review-out-of-range", "reviewOn", ("date", reviewOn)),
            { Vetting: { } known } when known == vetted => Accept(OrganisationId),
            _ => Accept(OrganisationId).With(Organisation.Stream(OrganisationId), vetted),
        };
    }
}
