using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>A dispute about pending credits, with its clock and its outcome.</summary>
public sealed record CreditDisputeEntry(CreditDispute Dispute, string WithdrawalId, Practice Practice)
{
    public string Id => Dispute.Id;

    public DisputeGround Ground => Dispute.Ground;

    public DisputeStatus Status => Dispute.Status;

    public DateOnly OpenedOn => Dispute.OpenedOn;

    public DateOnly DueOn => Dispute.DueOn;

    public string? Reason => Dispute.Reason;

    public DateOnly? ClosedOn => Dispute.ClosedOn;
}

/// <summary>Read model: every dispute about credits.</summary>
public static class CreditDisputes
{
    public static readonly DocumentModel<CreditDisputeEntry> Model = new(
        "credit_disputes",
        1,
        keys: recorded => recorded.Body switch
        {
            CreditDisputeOpened it => [it.DisputeId],
            CreditDisputeDecided it => [it.DisputeId],
            CreditDisputeLapsed it => [it.DisputeId],
            _ => [],
        },
        fold: (_, entry, recorded) => recorded.Body switch
        {
            CreditDisputeOpened it => new CreditDisputeEntry(new CreditDispute(it.DisputeId, it.Ground, it.Effective, it.DueOn, null, null, null), it.WithdrawalId, it.Practice),
            CreditDisputeDecided it => entry! with { Dispute = entry.Dispute with { Upheld = it.Upheld, Reason = it.Reason, ClosedOn = it.Effective } },
            CreditDisputeLapsed it => entry! with { Dispute = entry.Dispute with { ClosedOn = it.Effective } },
            _ => entry,
        },
        new("id", ColumnType.Text, entry => entry.Id),
        new("withdrawal", ColumnType.Text, entry => entry.WithdrawalId),
        new("talent", ColumnType.Text, entry => entry.Practice.TalentId),
        new("university", ColumnType.Text, entry => entry.Practice.UniversityId),
        new("enterprise", ColumnType.Text, entry => entry.Practice.EnterpriseId),
        new("status", ColumnType.Text, entry => Wording.Code(entry.Status)),
        new("due_on", ColumnType.Date, entry => entry.DueOn));
}
