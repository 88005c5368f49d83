using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>
/// The student, the enterprise or the university provides evidence beside the signatures. Nobody vouches for themself: the
/// student's attendance is the enterprise's or the university's word, the supervisor's sign-off the enterprise's.
/// </summary>
/// <param name="WithdrawalId">For which withdrawal.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Sha256">Of what shows it; of a deliverable, a certificate and a result it must be given.</param>
public sealed record ProvideEvidence(string WithdrawalId, EvidenceKind Kind, string? Sha256) : Command
{
    public override IEnumerable<string> Streams => [WithdrawalId];

    public override Decision Decide(States states, Circumstances now)
    {
        var withdrawal = states.Of(CreditWithdrawal.Stream(WithdrawalId));
        return this switch
        {
            _ when withdrawal.Practice is null => Refuse("not-found", "withdrawalId", ("id", WithdrawalId)),
            _ when Kind is EvidenceKind.Attestation or EvidenceKind.Confirmation or EvidenceKind.Hours => Refuse("evidence-signed-elsewhere", "kind", ("kind", Wording.Code(Kind))),
            _ when !MayProvide(now.Actor) => Refuse("evidence-of-another", "kind", ("kind", Wording.Code(Kind))),
            _ when Sha256 is null && Kind is not (EvidenceKind.Attendance or EvidenceKind.SupervisorSignOff) => Refuse("evidence-hash-missing", "sha256", ("kind", Wording.Code(Kind))),
            _ when Sha256 is not null && !(Sha256.Length == 64 && Sha256.All(char.IsAsciiHexDigitLower)) => Refuse("hash-ill-formed", "sha256", ("item", Wording.Code(Kind))),
            _ when withdrawal.Evidence.ContainsKey(Kind) => Accept(WithdrawalId),
            _ => withdrawal.Closed(WithdrawalId) ?? withdrawal.After(new EvidenceProvided(WithdrawalId, Kind, Sha256, Dates.Later(withdrawal.WithdrawnOn, now.Today)), states),
        };
    }

    private bool MayProvide(Actor actor) => actor == Actor.Bank || Kind switch
    {
        EvidenceKind.SupervisorSignOff => actor.Kind is OrganisationKind.Enterprise,
        EvidenceKind.Attendance => actor.Kind is OrganisationKind.Enterprise or OrganisationKind.University,
        _ => true,
    };
}
