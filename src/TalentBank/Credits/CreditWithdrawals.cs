using TalentBank.EventStore.ReadModels;
using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A student's withdrawal of practical credits, and what it waits for.</summary>
public sealed record CreditWithdrawalEntry(string Id, CreditWithdrawal File)
{
    public string OfferId => File.Practice!.OfferId;

    public string UniversityId => File.Practice!.UniversityId;

    public string EnterpriseId => File.Practice!.EnterpriseId;

    public string TalentId => File.Practice!.TalentId;

    public decimal Credits => File.Practice!.Credits;

    public DateOnly WithdrawnOn => File.WithdrawnOn;

    public DateOnly? AttestedOn => On(EvidenceKind.Attestation);

    public DateOnly? ConfirmedOn => On(EvidenceKind.Confirmation);

    public DateOnly? EarnedOn => File.EarnedOn;

    public DateOnly? GivenBackOn => File.GivenBackOn;

    public DateOnly? LapsedOn => File.LapsedOn;

    public IReadOnlyList<LoggedHours> Hours => File.Hours;

    public decimal SignedHours => File.SignedHours;

    public CreditDispute? Dispute => File.Dispute;

    public CreditStatus Status => File switch
    {
        { GivenBackOn: not null } => CreditStatus.GivenBack,
        { LapsedOn: not null } => CreditStatus.Lapsed,
        { EarnedOn: not null } => CreditStatus.Earned,
        _ => CreditStatus.Pending,
    };

    /// <summary>Who has not signed yet though the other has; null where neither or nobody is waited for.</summary>
    public OrganisationKind? WaitsFor => (Status, AttestedOn, ConfirmedOn) switch
    {
        (CreditStatus.Pending, not null, null) => OrganisationKind.Enterprise,
        (CreditStatus.Pending, null, not null) => OrganisationKind.University,
        _ => null,
    };

    /// <summary>When the other signed.</summary>
    public DateOnly? WaitsSince => WaitsFor is null ? null : AttestedOn ?? ConfirmedOn;

    /// <summary>All that is missing, and since when, by the rules of its offer.</summary>
    public Question<IReadOnlyList<CreditWait>> Waits() => Question.Document(CreditOffers.Model, OfferId).Select(offer => (IReadOnlyList<CreditWait>)
    [
        .. from kind in offer is null ? [] : File.Missing(offer.Under)
           select new CreditWait(kind, kind switch
           {
               EvidenceKind.Attestation => ConfirmedOn,
               EvidenceKind.Confirmation => AttestedOn,
               _ => null,
           } ?? WithdrawnOn),
    ]);

    private DateOnly? On(EvidenceKind kind) => File.Evidence.TryGetValue(kind, out var on) ? on : null;
}

/// <summary>What a withdrawal waits for.</summary>
/// <param name="For">What is missing.</param>
/// <param name="Since">Since the other party signed, or else since the withdrawal.</param>
public sealed record CreditWait(EvidenceKind For, DateOnly Since);

/// <summary>How far a withdrawal has come.</summary>
public enum CreditStatus
{
    /// <summary>Withdrawn; something is missing.</summary>
    Pending,

    /// <summary>On the student's account.</summary>
    Earned,

    /// <summary>Back in the offer.</summary>
    GivenBack,

    /// <summary>Something was missing for too long after the term.</summary>
    Lapsed,
}

/// <summary>Read model: every withdrawal of practical credits.</summary>
public static class CreditWithdrawals
{
    public static readonly DocumentModel<CreditWithdrawalEntry> Model = new(
        "credit_withdrawals",
        2,
        keys: recorded => recorded.Body switch
        {
            CreditsWithdrawn it => [it.WithdrawalId],
            CompletionAttested it => [it.WithdrawalId],
            CompletionConfirmed it => [it.WithdrawalId],
            EvidenceProvided it => [it.WithdrawalId],
            HoursLogged it => [it.WithdrawalId],
            HoursSigned it => [it.WithdrawalId],
            CreditsEarned it => [it.WithdrawalId],
            CreditsGivenBack it => [it.WithdrawalId],
            CreditsLapsed it => [it.WithdrawalId],
            CreditDisputeOpened it => [it.WithdrawalId],
            CreditDisputeDecided it => [it.WithdrawalId],
            CreditDisputeLapsed it => [it.WithdrawalId],
            _ => [],
        },
        fold: (id, withdrawal, recorded) => new CreditWithdrawalEntry(id, (withdrawal?.File ?? CreditWithdrawal.Unknown).Evolve((Fact)recorded.Body)),
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
