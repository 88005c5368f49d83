using TalentBank.EventStore.ReadModels;

namespace TalentBank.Fund;

/// <summary>A training fund as it was opened; where its money stands is asked of the ledger (<see cref="FundBalance"/>).</summary>
public sealed record FundRecord(string Id, Text Name, int Year, Yuan Total, IReadOnlyList<EnvelopeRecord> Envelopes, DateOnly OpenedOn);

/// <summary>Read model: every fund.</summary>
public static class Funds
{
    public static readonly DocumentModel<FundRecord> Model = new(
        "funds",
        1,
        keys: recorded => recorded.Body is FundOpened it ? [it.FundId] : [],
        fold: (id, fund, recorded) => recorded.Body is FundOpened it
            ? new FundRecord(id, it.Name, it.Year, it.Total, [.. it.Envelopes.Select(envelope => new EnvelopeRecord(Envelope.IdOf(id, envelope.Tier), id, envelope.Tier, it.Year, envelope.Budget))], it.Effective)
            : fund,
        new("id", ColumnType.Text, fund => fund.Id),
        new("year", ColumnType.Integer, fund => (long)fund.Year),
        new("opened_on", ColumnType.Date, fund => fund.OpenedOn));
}
