using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;

namespace TalentBank.Fund;

/// <summary>An envelope as it was opened.</summary>
public sealed record EnvelopeRecord(string Id, string FundId, Tier Tier, int Year, Yuan Total);

/// <summary>Read model: every envelope.</summary>
public static class Envelopes
{
    public static readonly DocumentModel<EnvelopeRecord> Model = new(
        "envelopes",
        1,
        keys: recorded => recorded.Body is EnvelopeOpened it ? [it.EnvelopeId] : [],
        fold: (id, envelope, recorded) => recorded.Body is EnvelopeOpened it ? new EnvelopeRecord(id, it.FundId, it.Tier, it.Year, it.Budget) : envelope,
        new("id", ColumnType.Text, envelope => envelope.Id),
        new("fund", ColumnType.Text, envelope => envelope.FundId),
        new("tier", ColumnType.Text, envelope => Wording.Code(envelope.Tier)),
        new("year", ColumnType.Integer, envelope => (long)envelope.Year));
}
