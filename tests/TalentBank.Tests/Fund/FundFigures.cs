using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Training;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Fund;

public sealed class FundFigures
{
    private static readonly DateOnly January = new(2026, 1, 5);
    private static readonly DateOnly March = new(2026, 3, 2);
    private static readonly DateOnly April = new(2026, 4, 1);
    private readonly InMemoryBank _bank = new();

    public FundFigures()
    {
        _bank.Send(new OpenFund("fund-1", Name, 2026, 5_000_000m, [new(Tier.Frontline, 3_000_000m), new(Tier.Middle, 2_000_000m)], null), January);
        _bank.Send(new ScheduleSession("session-1", "平台规则", Tier.Frontline, March, "中心", 20, 30_000m, "envelope-1-frontline", null, null), January.AddDays(1));
        _bank.Send(new ScheduleSession("session-2", "团队管理", Tier.Middle, April, "中心", 20, 50_000m, "envelope-1-middle", null, null), January.AddDays(2));
        _bank.Send(new CompleteSession("session-1", null), April);
    }

    [Fact]
    public void A_fund_shows_where_its_money_stands() =>
        Balance(April).ShouldSatisfyAllConditions(
            balance => balance.Known.ShouldBeTrue(),
            balance => balance.Budget.ShouldBe(5_000_000m),
            balance => balance.Available.ShouldBe(4_920_000m),
            balance => balance.Reserved.ShouldBe(50_000m),
            balance => balance.Committed.ShouldBe(30_000m),
            balance => balance.CommitmentRate.Value.ShouldBe(0.016));

    [Fact]
    public void It_shows_it_as_of_an_earlier_day_and_as_known_at_an_earlier_instant()
    {
        Balance(March).Reserved.ShouldBe(80_000m);
        _bank.Send(new ScheduleSession("session-3", "补录", Tier.Frontline, March, "中心", 20, 7_000m, "envelope-1-frontline", null, March), April.AddDays(1));
        Balance(March).Reserved.ShouldBe(87_000m);
        Balance(March, new DateTimeOffset(April, new TimeOnly(23, 0), TimeSpan.Zero)).Reserved.ShouldBe(80_000m);
    }

    [Fact]
    public void Before_the_first_fact_nothing_is_known() =>
        Balance(January.AddDays(-1)).ShouldSatisfyAllConditions(
            balance => balance.Known.ShouldBeFalse(),
            balance => balance.Budget.ShouldBe(0m),
            balance => balance.CommitmentRate.Value.ShouldBeNull());

    [Theory]
    [InlineData("AVAILABLE", 4_920_000)]
    [InlineData("RESERVED", 50_000)]
    [InlineData("COMMITTED", 30_000)]
    [InlineData(null, 5_000_000)]
    public void The_entries_behind_a_figure_sum_to_it(string? account, int sum)
    {
        var asked = new Asked(new Dictionary<string, object?> { ["account"] = account, ["first"] = 100 }, null, ByGovernment, April);
        var because = _bank.ReadModels.Answer(Balance(April).Explain(asked));
        because.Nodes.Sum(entry => entry.Amount).ShouldBe(sum);
        _bank.ReadModels.Answer(because.Sum()).ShouldBe(sum);
        because.HasNextPage.ShouldBeFalse();
    }

    [Fact]
    public void The_fund_and_its_envelopes_stand_in_the_books()
    {
        var fund = _bank.ReadModels.Find(Funds.Model, "fund-1").ShouldNotBeNull();
        fund.Envelopes.ShouldBe(_bank.ReadModels.All(Envelopes.Model));
        fund.Envelopes.Sum(envelope => envelope.Total.Amount).ShouldBe(fund.Total.Amount);
    }

    private FundBalance Balance(DateOnly asOf, DateTimeOffset? knownAt = null) => _bank.ReadModels.Answer(FundBalance.Ask(
        ["envelope-1-frontline", "envelope-1-middle"], new Standpoint(asOf, knownAt), April));
}
