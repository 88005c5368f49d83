using TalentBank.Ledger;

namespace TalentBank.Fund;

/// <summary>The fields of <c>fund.graphql</c>.</summary>
public static class FundGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.fund", Funds.Model),
        Binding.List("Query.funds", Funds.Model),
        Binding.Show("Query.envelope", Envelopes.Model),
        Binding.Ask("Fund.balance", asked => FundBalance.Ask(((FundRecord)asked.Parent!).Envelopes.Select(envelope => envelope.Id), Standpoint.Of(asked), asked.Today)),
        Binding.Show<EnvelopeRecord>("Envelope.fund", Funds.Model, envelope => envelope.FundId),
        Binding.Ask("Envelope.balance", asked => FundBalance.Ask([((EnvelopeRecord)asked.Parent!).Id], Standpoint.Of(asked), asked.Today)),
        Binding.Ask("FundBalance.because", asked => ((FundBalance)asked.Parent!).Explain(asked)),
        Binding.Send<OpenFund>("openFund"),
        Binding.ShowResult("OpenFundPayload.fund", Funds.Model),
    ];
}
