using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Credits;

/// <summary>
/// One student's way to the credits of one offer: withdrawn, then attested by the university, confirmed by the enterprise and
/// shown by whatever evidence the route asks for, in any order; with the last of these earned. Or given back, or lapsed.
/// </summary>
/// <param name="Id">The withdrawal.</param>
/// <param name="Practice">What it is about; null where the stream does not exist.</param>
/// <param name="WithdrawnOn">Since when the credits are pending.</param>
/// <param name="Evidence">What has come, and when; signed hours are in <paramref name="Hours"/>.</param>
/// <param name="Hours">The log of practice hours.</param>
/// <param name="EarnedOn">Since when they are earned.</param>
/// <param name="GivenBackOn">When the student gave them back.</param>
/// <param name="LapsedOn">When they lapsed.</param>
/// <param name="Dispute">The dispute about them, the last if there were several.</param>
/// <param name="Since">No further fact takes effect before this day.</param>
public sealed record CreditWithdrawal(
    string Id,
    Practice? Practice,
    DateOnly WithdrawnOn,
    ImmutableSortedDictionary<EvidenceKind, DateOnly> Evidence,
    ImmutableList<LoggedHours> Hours,
    DateOnly? EarnedOn,
    DateOnly? GivenBackOn,
    DateOnly? LapsedOn,
    CreditDispute? Dispute,
    DateOnly Since) : IState<CreditWithdrawal>
{
    public static CreditWithdrawal Unknown { get; } =
        new("", null, default, ImmutableSortedDictionary<EvidenceKind, DateOnly>.Empty, [], null, null, null, null, default);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-withdrawal"];

    public static StreamOf<CreditWithdrawal> Stream(string withdrawalId) => new(withdrawalId);

    public bool IsEarned => EarnedOn is not null;

    public bool IsPending => Practice is not null && EarnedOn is null && GivenBackOn is null && LapsedOn is null;

    /// <summary>Hours that the host has signed.</summary>
    public decimal SignedHours => Hours.Where(entry => entry.SignedOn is not null).Sum(entry => entry.Hours);

    public CreditWithdrawal Evolve(Fact fact)
    {
        var since = Dates.Later(Since, fact.Effective);
        return fact switch
        {
            CreditsWithdrawn it => this with { Id = it.WithdrawalId, Practice = it.Practice, WithdrawnOn = it.Effective, Since = since },
            CompletionAttested it => this with { Evidence = Evidence.SetItem(EvidenceKind.Attestation, it.Effective), Since = since },
            CompletionConfirmed it => this with { Evidence = Evidence.SetItem(EvidenceKind.Confirmation, it.Effective), Since = since },
            EvidenceProvided it => this with { Evidence = Evidence.SetItem(it.Kind, it.Effective), Since = since },
            HoursLogged it => this with { Hours = Hours.Add(new LoggedHours(it.EntryId, it.WorkedOn, it.Hours, SignedOn: null, IsLate: false, InBulk: false)), Since = since },
            HoursSigned it => this with { Hours = [.. Hours.Select(entry => it.EntryIds.Contains(entry.Id) ? entry with { SignedOn = it.Effective, IsLate = it.Late.Contains(entry.Id), InBulk = it.InBulk } : entry)], Since = since },
            CreditsEarned it => this with { EarnedOn = it.Effective, Since = since },
            CreditsGivenBack it => this with { GivenBackOn = it.Effective, Since = since },
            CreditsLapsed it => this with { LapsedOn = it.Effective, Since = since },
            CreditDisputeOpened it => this with { Dispute = new CreditDispute(it.DisputeId, it.Ground, it.Effective, it.DueOn, null, null, null), Since = since },
            CreditDisputeDecided it => this with { Dispute = Dispute! with { Upheld = it.Upheld, Reason = it.Reason, ClosedOn = it.Effective }, Since = since },
            CreditDisputeLapsed it => this with { Dispute = Dispute! with { ClosedOn = it.Effective }, Since = since },
            _ => this,
        };
    }

    /// <summary>What is still missing for the credits to be earned, by the rules under which they were posted.</summary>
    public IEnumerable<EvidenceKind> Missing(OfferRules under) => !IsPending ? [] :
        new[] { EvidenceKind.Attestation, EvidenceKind.Confirmation }.Union(under.Rule.Evidence)
            .Where(kind => kind is EvidenceKind.Hours ? SignedHours < Practice!.Credits * (under.HoursPerCredit ?? 0) : !Evidence.ContainsKey(kind));

    /// <summary>Why nothing more can be done about it; null while it is pending.</summary>
    public Refused? Closed(string withdrawalId) => this switch
    {
        { Practice: null } => Refuse("not-found", "withdrawalId", ("id", withdrawalId)),
        { GivenBackOn: { } givenBack } => Refuse("credits-given-back", "withdrawalId", ("date", givenBack)),
        { LapsedOn: { } lapsed } => Refuse("credits-lapsed", "withdrawalId", ("date", lapsed)),
        { EarnedOn: not null } => Refuse("credits-already-earned", "withdrawalId"),
        _ => null,
    };

    /// <summary>What a further fact makes of it: with the last of what was missing, the credits are earned and stand in a lot.</summary>
    public Decision After(Fact fact, States states)
    {
        var (offer, lots) = (CreditOffer.Stream(Practice!.OfferId), CreditLots.Stream(Practice.TalentId));
        string[] more = [.. new[] { offer.Name, lots.Name }.Where(stream => !states.Has(stream))];
        if (more.Length > 0)
            return Needs(more);

        var (after, under) = (Evolve(fact), states.Of(offer).Terms!.Under);
        var accepted = Accept(Id).With(Stream(Id), fact);
        return after.Missing(under).Any() ? accepted : after.Earn(accepted, under);
    }

    /// <summary>The credits stand on the account, in a lot of their own; to be decided on the student's lots.</summary>
    public Accepted Earn(Accepted accepted, OfferRules under) => accepted
        .With(Stream(Id), new CreditsEarned(Id, Practice!, Since))
        .With(CreditLots.Stream(Practice!.TalentId), new LotOpened(Practice.TalentId, Id, Practice, under.Rule.ShelfMonths is { } months ? Since.AddMonths(months) : null, Since));

    /// <summary>The place goes back to the offer and, where its term is over, leaves the bank with it.</summary>
    public Accepted Return(Accepted accepted, CreditOffer offer, DateOnly on)
    {
        var (practice, stream) = (Practice!, CreditOffer.Stream(Practice!.OfferId));
        var returned = accepted
            .With(stream, new OfferedCreditsReturned(practice.OfferId, Id, practice.TalentId, on))
            .With(CreditLots.Stream(practice.TalentId), new ClaimReleased(practice.TalentId, Id, on));
        return offer.EndedOn is not { } ended ? returned : returned.With(stream, new CreditOfferEnded(
            practice.OfferId, practice.UniversityId, practice.EnterpriseId, Places: 1, practice.Credits, Dates.Later(on, ended)));
    }
}

/// <summary>What a withdrawal is about: whose practice for how many credits, and who signs that it was completed.</summary>
/// <param name="OfferId">The credits' offer.</param>
/// <param name="UniversityId">The student's university; it attests.</param>
/// <param name="EnterpriseId">Where the practice is done; it confirms.</param>
/// <param name="TalentId">The student.</param>
/// <param name="Credits">What the student earns.</param>
public sealed record Practice(string OfferId, string UniversityId, string EnterpriseId, string TalentId, decimal Credits)
{
    /// <summary>The dimensions in which the credits stand as offered.</summary>
    public Dimensions Offered => new() { University = UniversityId, Enterprise = EnterpriseId, Offer = OfferId };

    /// <summary>The dimensions in which they stand on the student's account.</summary>
    public Dimensions Own => Offered with { Talent = TalentId };
}

/// <summary>A student took up an offer: the credits are pending on their account.</summary>
[Stored("credits_withdrawn")]
public sealed record CreditsWithdrawn(string WithdrawalId, Practice Practice, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Credits, Practice.Offered.In(Accounts.Offered), Practice.Own.In(Accounts.Pending), Practice.Credits, Reasons.Withdrawn, Effective)];
}

/// <summary>The university says that the practice was completed (认定).</summary>
[Stored("completion_attested")]
public sealed record CompletionAttested(string WithdrawalId, DateOnly Effective) : Fact;

/// <summary>The enterprise says that the practice was completed (确认).</summary>
[Stored("completion_confirmed")]
public sealed record CompletionConfirmed(string WithdrawalId, DateOnly Effective) : Fact;

/// <summary>A piece of evidence beside the signatures.</summary>
/// <param name="WithdrawalId">For which withdrawal.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Sha256">Of what shows it: 64 lower-case hexadecimal digits; null where a word is enough.</param>
/// <param name="Effective">When it came.</param>
[Stored("evidence_provided")]
public sealed record EvidenceProvided(string WithdrawalId, EvidenceKind Kind, string? Sha256, DateOnly Effective) : Fact;

/// <summary>All that was needed has come: the credits stand on the student's account.</summary>
[Stored("credits_earned")]
public sealed record CreditsEarned(string WithdrawalId, Practice Practice, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [Practice.Own.Move(Units.Credits, Accounts.Pending, Accounts.Earned, Practice.Credits, Reasons.Earned, Effective)];
}

/// <summary>The student gave the credits back before they were earned.</summary>
[Stored("credits_given_back")]
public sealed record CreditsGivenBack(string WithdrawalId, Practice Practice, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Credits, Practice.Own.In(Accounts.Pending), Practice.Offered.In(Accounts.Offered), Practice.Credits, Reasons.GivenBack, Effective)];
}

/// <summary>The term was over for long enough and something was still missing: the credits go back.</summary>
[Stored("credits_lapsed")]
public sealed record CreditsLapsed(string WithdrawalId, Practice Practice, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Credits, Practice.Own.In(Accounts.Pending), Practice.Offered.In(Accounts.Offered), Practice.Credits, Reasons.TermOver, Effective)];
}
