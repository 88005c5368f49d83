using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>A transfer of a student's credits between their own accounts with two universities.</summary>
public sealed record CreditTransferEntry(string Id, CreditTransfer Transfer)
{
    public string TalentId => Transfer.Asked!.TalentId;

    public string FromUniversityId => Transfer.Asked!.FromUniversityId;

    public string ToUniversityId => Transfer.Asked!.ToUniversityId;

    public DateOnly RequestedOn => Transfer.Asked!.Effective;

    public DateOnly? ReleasedOn => Consent(FromUniversityId);

    public DateOnly? TakenOn => Consent(ToUniversityId);

    public decimal? Credits => Transfer.Done?.Parts.Sum(part => part.Credits);

    public IReadOnlyList<string> LotIds => Transfer.Asked!.LotIds;

    public DateOnly? ReversibleUntil => Transfer.ReversibleUntil;

    public DateOnly? ReversedOn => Transfer.ReversedOn;

    /// <summary>Whose matter it is: the one that has to let go first, and from then on the other.</summary>
    public string TurnOf => ReleasedOn is null ? FromUniversityId : ToUniversityId;

    private DateOnly? Consent(string universityId) => Transfer.Consents.TryGetValue(universityId, out var on) ? on : null;
}

/// <summary>Read model: every transfer of credits.</summary>
public static class CreditTransfers
{
    public static readonly DocumentModel<CreditTransferEntry> Model = new(
        "credit_transfers",
        1,
        keys: recorded => recorded.Body switch
        {
            TransferRequested it => [it.TransferId],
            TransferConsented it => [it.TransferId],
            TransferCompleted it => [it.TransferId],
            TransferRevoked it => [it.TransferId],
            _ => [],
        },
        fold: (id, entry, recorded) => new CreditTransferEntry(id, (entry?.Transfer ?? CreditTransfer.Unknown).Evolve((Fact)recorded.Body)),
        new("id", ColumnType.Text, entry => entry.Id),
        new("talent", ColumnType.Text, entry => entry.TalentId),
        new("turn_of", ColumnType.Text, entry => entry.TurnOf),
        new("requested_on", ColumnType.Date, entry => entry.RequestedOn));
}
