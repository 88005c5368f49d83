using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Targets;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests;

/// <summary>Two surveyed openings are filled in each month of half a year, and one is deposited.</summary>
public sealed class GapForecastTests
{
    private static readonly DateOnly YearsEnd = new(2025, 12, 31);
    private static readonly DateOnly MidYear = new(2026, 6, 30);
    private static readonly ForecastAssumptions AsBefore = new(24, true, 1, 1);
    private readonly InMemoryBank _bank = new();

    public GapForecastTests()
    {
        Do(new OpenZone(Name, "Asia/Shanghai", Categories), YearsEnd);
        Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示烘焙", Uscc.Parse("91511400MA6000001M", out _), null, null, null), YearsEnd);
        Do(new PublishDemandSurvey(YearsEnd, [new("OPERATIONS", 300)], 47, 71), YearsEnd);
        for (var month = new DateOnly(2026, 1, 10); month < MidYear; month = month.AddMonths(1))
        {
            Do(new DepositPosition(_bank.NewId("position"), Bakery, "OPERATIONS", true, "运营", 1, Origin.NewDemand, month), month);
            for (var i = 0; i < 3; i++)
                Do(new RecordHire(_bank.NewId("employment"), Bakery, null, null, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, month), month);
        }
    }

    [Fact]
    public void The_months_to_come_are_like_those_behind()
    {
        Promise(new DateOnly(2028, 12, 31));
        var forecast = Forecast(AsBefore).ShouldNotBeNull();
        (forecast.From, forecast.Months, forecast.Expected, forecast.Prospect).ShouldBe((new DateOnly(2026, 1, 1), 6, 288 - (2 * 30), Prospect.Unlikely));
        forecast.Low.ShouldBeLessThan(forecast.Expected);
        forecast.High.ShouldBeGreaterThan(forecast.Expected);
    }

    [Theory]
    [InlineData(1, 2, 288 - (5 * 30), Prospect.Open)]
    [InlineData(1, 3, 288 - (8 * 30), Prospect.Likely)]
    [InlineData(0, 1, 288 - (3 * 30), Prospect.Unlikely)]
    [InlineData(1, 0, 288 + 30, Prospect.Unlikely)]
    [InlineData(0, 10, 0, Prospect.Likely)]
    public void Assumptions_scale_new_demand_and_hires_apart(int newDemand, int hires, int expected, Prospect prospect)
    {
        Promise(new DateOnly(2028, 12, 31));
        var forecast = Forecast(AsBefore with { NewDemand = newDemand, Hires = hires }).ShouldNotBeNull();
        (forecast.Expected, forecast.Prospect).ShouldBe((expected, prospect));
    }

    [Fact]
    public void Nothing_is_forecast_without_a_target_after_its_due_date_or_from_less_than_six_months()
    {
        Forecast(AsBefore).ShouldBeNull();
        Promise(new DateOnly(2026, 12, 31));
        Forecast(AsBefore).ShouldNotBeNull();
        Forecast(AsBefore, asOf: MidYear.AddDays(-1)).ShouldBeNull("June is not over");
        Forecast(AsBefore, asOf: new DateOnly(2027, 1, 1)).ShouldBeNull();
    }

    [Fact]
    public void On_the_due_date_the_forecast_is_the_gap()
    {
        Promise(MidYear);
        var forecast = Forecast(AsBefore).ShouldNotBeNull();
        (forecast.Low, forecast.Expected, forecast.High).ShouldBe((288, 288, 288));
    }

    [Fact]
    public void Assumptions_out_of_range_are_refused()
    {
        RefusalOf(AsBefore with { Months = 5 }).ShouldBe("months-out-of-range");
        RefusalOf(AsBefore with { Months = 61 }).ShouldBe("months-out-of-range");
        RefusalOf(AsBefore with { NewDemand = 11 }).ShouldBe("scale-out-of-range");
        RefusalOf(AsBefore with { Hires = -1 }).ShouldBe("scale-out-of-range");
        _bank.ReadModels.RefusalOf(GapForecast.Ask(Gap(DateOnly.MaxValue), AsBefore)).ShouldBe("date-out-of-range");
    }

    private GapForecast? Forecast(ForecastAssumptions assumed, DateOnly? asOf = null) => _bank.ReadModels.Answer(GapForecast.Ask(Gap(asOf ?? MidYear), assumed));

    private string RefusalOf(ForecastAssumptions assumed) => _bank.ReadModels.RefusalOf(GapForecast.Ask(Gap(MidYear), assumed));

    private TalentGap Gap(DateOnly asOf) => _bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(asOf, null), MidYear));

    private void Promise(DateOnly due) => Do(new SetTarget(TargetFigure.TalentGap, 300, YearsEnd, 150, due, null), MidYear);

    private void Do(Command command, DateOnly today) => _bank.Send(command, today).ShouldBeOfType<Decision.Accepted>();
}
