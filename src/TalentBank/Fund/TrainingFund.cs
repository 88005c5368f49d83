using TalentBank.Hiring;

namespace TalentBank.Fund;

/// <summary>The training fund (培训专项资金) of one budget year, split into an envelope per tier; the money stands in the envelopes.</summary>
public sealed record TrainingFund(bool IsOpen) : IState<TrainingFund>
{
    public static TrainingFund Unknown { get; } = new(IsOpen: false);

    public static IReadOnlyList<string> Nouns { get; } = ["fund"];

    public static StreamOf<TrainingFund> Stream(string fundId) => new(fundId);

    public TrainingFund Evolve(Fact fact) => fact is FundOpened ? new TrainingFund(IsOpen: true) : this;
}

/// <summary>How much of a fund is for one tier.</summary>
public sealed record EnvelopeBudget(Tier Tier, Yuan Budget);

/// <param name="FundId">The fund.</param>
/// <param name="Name">In both languages.</param>
/// <param name="Year">The budget year, a calendar year.</param>
/// <param name="Total">The sum of the envelopes.</param>
/// <param name="Envelopes">One per tier; each envelope posts its own.</param>
/// <param name="Effective">From when on its money may be reserved.</param>
[Stored("fund_opened")]
public sealed record FundOpened(string FundId, Text Name, int Year, Yuan Total, IReadOnlyList<EnvelopeBudget> Envelopes, DateOnly Effective) : Fact;
