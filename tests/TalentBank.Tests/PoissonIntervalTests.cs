using TalentBank.Ledger;

namespace TalentBank.Tests;

public sealed class PoissonIntervalTests
{
    /// <summary>Garwood's limits as printed in tables (95 %, two-sided).</summary>
    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(2, 0.242, 7.225)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(10, 4.795, 18.390)]
    [InlineData(30, 20.241, 42.827)]
    public void The_limits_are_the_published_ones(int events, double lower, double upper)
    {
        var interval = PoissonInterval.Of(events, 1);
        interval.Lower.ShouldBe(lower, 0.001);
        interval.Upper.ShouldBe(upper, 0.001);
        PoissonInterval.Of(events, 4.6m).Upper.ShouldBe(interval.Upper / 4.6, 1e-9);
    }
}
