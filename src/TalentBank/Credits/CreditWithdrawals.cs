using TalentBank.EventStore.ReadModels;
using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A student's withdrawal of practical credits, and whose signature it waits for.</summary>
/// <param name="Id">The withdrawal.</param>
/// <param name="OfferId">Of which offer.</param>
/// <param name="UniversityId">The student's university; it attests.</param>
/// <param name="EnterpriseId">Where the practice is done; it confirms.</param>
/// <param name="TalentId">The student (a pseudonym).</param>
/// <param name="Credits">What the student earns.</param>
/// <param name="WithdrawnOn">Since when they are pending.</param>
/// <param name="AttestedOn">When the university signed.</param>
/// <param name="ConfirmedOn">When the enterprise signed.</param>
/// <param name="EarnedOn">Since when they stand on the account.</param>
/// <param name="GivenBackOn">When the student gave them back.</param>
public sealed record CreditWithdrawalEntry(
    string Id, string OfferId, string UniversityId, string EnterpriseId, string TalentId, decimal Credits, DateOnly WithdrawnOn,
    DateOnly? AttestedOn, DateOnly? ConfirmedOn, DateOnly? EarnedOn, DateOnly? GivenBackOn)
{
    public CreditStatus Status => this switch
    {
        { GivenBackOn: not null } => CreditStatus.GivenBack,
        { EarnedOn: not null } => CreditStatus.Earned,
        _ => CreditStatus.Pending,
    };

    /// <summary>Who has not signed yet though the other has; null where neither or nobody is waited for.</summary>
    public OrganisationKind? WaitsFor => this switch
    {
        { Status: not CreditStatus.Pending } => null,
        { AttestedOn: not null } => OrganisationKind.Enterprise,
        { ConfirmedOn: not null } => OrganisationKind.University,
        _ => null,
    };

    /// <summary>When the other signed.</summary>
    public DateOnly? WaitsSince => WaitsFor is null ? null : AttestedOn ?? ConfirmedOn;
}

/// <summary>How far a withdrawal has come.</summary>
public enum CreditStatus
{
    /// <summary>Withdrawn, not yet signed by both.</summary>
    Pending,

    /// <summary>On the student's account.</summary>
    Earned,

    /// <summary>Back in the offer.</summary>
    GivenBack,
}

/// <summary>Read model: every withdrawal of practical credits.</summary>
public static class CreditWithdrawals
{
    public static readonly DocumentModel<CreditWithdrawalEntry> Model = new(
        "credit_withdrawals",
        1,
        keys: recorded => recorded.Body switch
        {
            CreditsWithdrawn it => [it.WithdrawalId],
            CompletionAttested it => [it.WithdrawalId],
            CompletionConfirmed it => [it.WithdrawalId],
            CreditsEarned it => [it.WithdrawalId],
            CreditsGivenBack it => [it.WithdrawalId],
            _ => [],
        },
        fold: (id, withdrawal, recorded) => recorded.Body switch
        {
            CreditsWithdrawn { Practice: var it } fact => new CreditWithdrawalEntry(
                id, it.OfferId, it.UniversityId, it.EnterpriseId, it.TalentId, it.Credits, fact.Effective, null, null, null, null),
            CompletionAttested it => withdrawal! with { AttestedOn = it.Effective },
            CompletionConfirmed it => withdrawal! with { ConfirmedOn = it.Effective },
            CreditsEarned it => withdrawal! with { EarnedOn = it.Effective },
            CreditsGivenBack it => withdrawal! with { GivenBackOn = it.Effective },
            _ => withdrawal,
        },
        new("id", ColumnType.Text, withdrawal => withdrawal.Id),
        new("offer", ColumnType.Text, withdrawal => withdrawal.OfferId),
        new("university", ColumnType.Text, withdrawal => withdrawal.UniversityId),
        new("enterprise", ColumnType.Text, withdrawal => withdrawal.EnterpriseId),
        new("talent", ColumnType.Text, withdrawal => withdrawal.TalentId),
        new("status", ColumnType.Text, withdrawal => Wording.Code(withdrawal.Status)),
        new("waits_for", ColumnType.Text, withdrawal => withdrawal.WaitsFor is { } party ? Wording.Code(party) : null),
        new("waits_since", ColumnType.Date, withdrawal => withdrawal.WaitsSince),
        new("withdrawn_on", ColumnType.Date, withdrawal => withdrawal.WithdrawnOn));
}
