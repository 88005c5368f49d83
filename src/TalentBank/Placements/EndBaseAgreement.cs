using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>One of its parties ends a practice base before its term, or takes a proposal back.</summary>
public sealed record EndBaseAgreement(string BaseId, string Reason, DateOnly? EndedOn) : Command
{
    public override IEnumerable<string> Streams => [BaseId];

    public override Decision Decide(States states, Circumstances now)
    {
        var baseAgreement = states.Of(BaseAgreement.Stream(BaseId));
        var last = EndedOn ?? now.Today;
        return baseAgreement switch
        {
            { Terms: null } => Refuse("not-found", "baseId", ("id", BaseId)),
            { EndedOn: { } ended } => ended == last ? Accept(BaseId) : Refuse("base-agreement-ended", "baseId", ("date", ended)),
            _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            { Terms: { } terms } when last < terms.Effective || last > terms.EndsOn => Refuse("date-out-of-range", "endedOn", ("date", last)),
            _ => Accept(BaseId).With(BaseAgreement.Stream(BaseId), new BaseAgreementEnded(
                BaseId, now.Actor.Kind is OrganisationKind.Enterprise ? OrganisationKind.Enterprise : OrganisationKind.University, Reason, last)),
        };
    }
}
