using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>
/// One student's way to the credits of one offer: withdrawn, then attested by the university and confirmed by the
/// enterprise in either order, and with the second signature earned; or given back.
/// </summary>
public sealed record CreditWithdrawal(
    Practice? Practice, DateOnly WithdrawnOn, DateOnly? AttestedOn, DateOnly? ConfirmedOn, DateOnly? GivenBackOn) : IState<CreditWithdrawal>
{
    public static CreditWithdrawal Unknown { get; } = new(null, default, null, null, null);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-withdrawal"];

    public static StreamOf<CreditWithdrawal> Stream(string withdrawalId) => new(withdrawalId);

    public bool IsEarned => AttestedOn is not null && ConfirmedOn is not null;

    public CreditWithdrawal Evolve(Fact fact) => fact switch
    {
        CreditsWithdrawn it => this with { Practice = it.Practice, WithdrawnOn = it.Effective },
        CompletionAttested it => this with { AttestedOn = it.Effective },
        CompletionConfirmed it => this with { ConfirmedOn = it.Effective },
        CreditsGivenBack it => this with { GivenBackOn = it.Effective },
        _ => this,
    };

    /// <summary>One party signs that the practice was completed; the second signature earns the credits.</summary>
    public Decision Sign(string withdrawalId, OrganisationKind by, DateOnly today)
    {
        if (Practice is null)
            return Refuse("not-found", "withdrawalId", ("id", withdrawalId));
        if (GivenBackOn is { } givenBack)
            return Refuse("credits-given-back", "withdrawalId", ("date", givenBack));
        var (own, other) = by is OrganisationKind.University ? (AttestedOn, ConfirmedOn) : (ConfirmedOn, AttestedOn);
        if (own is not null)
            return Accept(withdrawalId);

        var on = Dates.Later(WithdrawnOn, today);
        var signed = Accept(withdrawalId)
            .With(Stream(withdrawalId), by is OrganisationKind.University ? new CompletionAttested(withdrawalId, on) : new CompletionConfirmed(withdrawalId, on));
        return other is null ? signed : signed.With(Stream(withdrawalId), new CreditsEarned(withdrawalId, Practice, Dates.Later(on, other.Value)));
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

/// <summary>Both have signed: the credits stand on the student's account.</summary>
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
