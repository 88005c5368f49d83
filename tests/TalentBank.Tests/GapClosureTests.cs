using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Targets;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests;

/// <summary>What closed the gap, and what was only learnt later.</summary>
public sealed class GapClosureTests
{
    private static readonly DateOnly YearsEnd = new(2025, 12, 31);
    private static readonly (string, int)[] SurveyTable = [("OPERATIONS", 126), ("DESIGN", 84), ("SUPPLY_CHAIN", 60), ("OTHERS", 30)];
    private readonly InMemoryBank _bank = new();

    public GapClosureTests()
    {
        Do(new OpenZone(Name, "Asia/Shanghai", Categories), YearsEnd);
        foreach (var code in new[] { "91511400MA6000001M", "91511400MA6000002Q" })
            Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示企业", Uscc.Parse(code, out _), null, null, null), YearsEnd);
        Do(new RegisterOrganisation(OrganisationKind.University, "演示学院", Uscc.Parse("12511400450000001A", out _), null, null, null), YearsEnd);
        Do(new RegisterTalent(Li, "李示范", "13800000000", null, Minjiang, null, null), YearsEnd);
        Do(new PublishDemandSurvey(YearsEnd, [.. SurveyTable.Select(row => new Shortage(row.Item1, row.Item2))], 47, 71), YearsEnd);
        Do(new SetTarget(TargetFigure.TalentGap, 300, YearsEnd, 150, new DateOnly(2028, 12, 31), null), YearsEnd);
    }

    [Fact]
    public void Cancelling_50_openings_shows_none_of_the_reduction_as_hiring()
    {
        Do(new DepositPosition("position-1", Bakery, "OPERATIONS", true, "运营", 60, Origin.Survey, YearsEnd));
        Do(new ChangeOpenings("position-1", -50, null));
        Gap().Gap.ShouldBe(250);
        var closure = Closure();
        (closure.Before, closure.Hired, closure.Cancelled, closure.Suspended, closure.Opened, closure.Other).ShouldBe((300, 0, 50, 0, 0, 0));
        closure.Reduction.Value.ShouldBe(0);

        Do(new RecordHire("employment-1", Bakery, "position-1", null, null, null, Tier.Frontline, EmploymentKind.FullTime, null));
        Closure().Reduction.Value.ShouldBe(1 / 300d);
    }

    [Fact]
    public void New_demand_is_not_taken_off_what_hires_have_closed()
    {
        Do(new DepositPosition("position-1", Bakery, "OPERATIONS", true, "运营", 5, Origin.NewDemand, null));
        Hire("employment-1", Bakery, null, Today);
        var closure = Closure();
        (closure.Hired, closure.Opened).ShouldBe((1, 5));
    }

    [Fact]
    public void A_move_inside_the_zone_closes_gross_but_not_net()
    {
        Hire("employment-1", Bakery, Li, Today.AddDays(-30));
        End("employment-1", Today.AddDays(-5));
        Hire("employment-2", Silk, Li, Today);
        Hire("employment-3", Silk, null, Today);
        var hires = Hires(Today);
        (hires.Gross, hires.Net).ShouldBe((3, 2));
    }

    [Fact]
    public void Who_left_another_employment_long_ago_has_not_moved()
    {
        Hire("employment-1", Bakery, Li, YearsEnd.AddDays(1));
        End("employment-1", Today.AddDays(-ClosingHires.Days - 1));
        Hire("employment-2", Silk, Li, Today);
        Hires(Today).Net.ShouldBe(2);
    }

    [Fact]
    public void Only_who_was_employed_on_the_90th_day_has_stayed()
    {
        Hire("employment-1", Bakery, null, Today.AddDays(-90));
        Hire("employment-2", Bakery, null, Today.AddDays(-90));
        Hire("employment-3", Bakery, null, Today.AddDays(-89));
        End("employment-1", Today);
        End("employment-3", Today);
        (Hires(Today).Due, Hires(Today).Stayed).ShouldBe((2, 1));
        (Hires(Today.AddDays(1)).Due, Hires(Today.AddDays(1)).Stayed).ShouldBe((3, 1));
    }

    [Fact]
    public void Nothing_is_told_without_a_target_or_before_its_baseline()
    {
        _bank.ReadModels.Answer(GapClosure.Ask(Gap(YearsEnd.AddDays(-1)))).ShouldBeNull();
        new InMemoryBank().ReadModels.Answer(GapClosure.Ask(Gap())).ShouldBeNull();
    }

    [Fact]
    public void A_late_resignation_changes_nothing_as_known_then_and_the_difference_names_that_one_fact()
    {
        Hire("employment-1", Bakery, null, YearsEnd.AddDays(10));
        var then = new Standpoint(Today, _bank.Log[^1].RecordedAt.AddHours(1));
        var asKnownThen = _bank.ReadModels.Answer(TalentGap.Ask(then, Today)).Gap;
        var left = Today.AddDays(-40);
        _bank.Send(new EndEmployment("position-1", "employment-1", LeavingReason.Pay, true, true, left), Today, at: then.KnownAt!.Value.AddHours(1)).ShouldBeOfType<Decision.Accepted>();

        _bank.ReadModels.Answer(TalentGap.Ask(then, Today)).Gap.ShouldBe(asKnownThen);
        var changes = _bank.ReadModels.Answer(Changes.Ask(then, new Standpoint(Today, null), Today));
        var change = changes.Reasons.ShouldHaveSingleItem();
        (changes.Difference, change.Reason, change.OfPeriod, change.LateNews).ShouldBe((1, "REOPENED", 0, 1));
        var entry = _bank.ReadModels.Matching(change.LateEntries).ShouldHaveSingleItem();
        (entry.Stream, entry.Type, entry.Effective).ShouldBe(("employment-1", "employment_ended", left));
    }

    [Fact]
    public void The_demand_table_of_any_date_is_rebuilt_and_on_the_surveys_date_it_is_the_survey()
    {
        Do(new DepositPosition("position-1", Bakery, "DESIGN", false, "设计", 20, Origin.Survey, YearsEnd));
        Hire("employment-1", Bakery, null, Today.AddDays(-60));
        Do(new ChangeOpenings("position-1", -3, Today.AddDays(-20)));
        Do(new DepositPosition("position-2", Silk, "OTHERS", false, "客服", 4, Origin.NewDemand, Today.AddDays(-10)));

        Table(YearsEnd).ShouldBe(SurveyTable);
        Table(Today.AddDays(-61)).ShouldBe(SurveyTable);
        Table(Today.AddDays(-60)).ShouldBe([("OPERATIONS", 125), ("DESIGN", 84), ("SUPPLY_CHAIN", 60), ("OTHERS", 30)]);
        Table(Today.AddDays(-20)).ShouldBe([("OPERATIONS", 125), ("DESIGN", 81), ("SUPPLY_CHAIN", 60), ("OTHERS", 30)]);
        Table(Today).ShouldBe([("OPERATIONS", 125), ("DESIGN", 81), ("SUPPLY_CHAIN", 60), ("OTHERS", 34)]);
    }

    private (string, int)[] Table(DateOnly asOf) => [.. Gap(asOf).Categories.Select(category => (category.Category, category.Gap))];

    private TalentGap Gap(DateOnly? asOf = null) => _bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(asOf, null), Today));

    private GapClosure Closure(DateOnly? asOf = null) => _bank.ReadModels.Answer(GapClosure.Ask(Gap(asOf))).ShouldNotBeNull();

    private ClosingHires Hires(DateOnly asOf) => _bank.ReadModels.Answer(ClosingHires.Ask(Closure(asOf)));

    private void Hire(string id, string enterprise, string? talent, DateOnly day) =>
        Do(new RecordHire(id, enterprise, null, talent, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, day));

    private void End(string id, DateOnly day) => Do(new EndEmployment(_bank.NewId("position"), id, LeavingReason.Pay, true, false, day));

    private void Do(Command command, DateOnly? today = null) => _bank.Send(command, today ?? Today).ShouldBeOfType<Decision.Accepted>();
}
