namespace TalentBank.Placements;

/// <summary>The other party signs a practice base: from then on it holds.</summary>
public sealed record SignBaseAgreement(string BaseId) : Command
{
    public override IEnumerable<string> Streams => [BaseId];

    public override Decision Decide(States states, Circumstances now) => states.Of(BaseAgreement.Stream(BaseId)) switch
    {
        { Terms: null } => Refuse("not-found", "baseId", ("id", BaseId)),
        { EndedOn: { } ended } => Refuse("base-agreement-ended", "baseId", ("date", ended)),
        { SignedOn: not null } => Accept(BaseId),
        { WaitsFor: { } waited } when now.Actor.Kind is not null && now.Actor.Kind != waited => Accept(BaseId),
        { WaitsFor: { } waited } => Accept(BaseId).With(BaseAgreement.Stream(BaseId), new BaseAgreementSigned(BaseId, waited, now.Today)),
        _ => throw new InvalidOperationException("A base that nobody has signed is no base."),
    };
}
