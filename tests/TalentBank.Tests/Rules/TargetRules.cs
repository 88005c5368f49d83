using TalentBank.Targets;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class TargetRules
{
    private static readonly DateOnly YearsEnd = new(2025, 12, 31);
    private static readonly IReadOnlyList<Shortage> Shortages = [new("OPERATIONS", 126), new("DESIGN", 84), new("SUPPLY_CHAIN", 60), new("OTHERS", 30)];
    private static readonly Text Note = new("定义未公布", "Its definition was not published");

    private static PublishDemandSurvey Publish => new(YearsEnd, Shortages, 47, 71);

    private static SetTarget Set => new(TargetFigure.TalentGap, 300, YearsEnd, 150, new DateOnly(2028, 12, 31), null);

    [Fact]
    public void The_first_survey_takes_effect_on_its_reference_date() =>
        Books.When(Publish, ByChamber).ThenFacts((DemandSurvey.Stream.Name, new DemandSurveyed(Shortages, 47, 71, YearsEnd)));

    [Fact]
    public void There_is_one_first_survey() =>
        Books.Given(Publish).When(Publish, ByChamber).ThenRefused("survey-already-published", "referenceDate");

    [Fact]
    public void A_survey_counts_each_category_of_the_zone_once()
    {
        Books.When(Publish with { Shortages = [new("BAKING", 1)] }, ByChamber).ThenRefused("category-unknown", "shortages");
        Books.When(Publish with { Shortages = [new("DESIGN", 1), new("DESIGN", 2)] }, ByChamber).ThenRefused("category-twice", "shortages");
    }

    [Fact]
    public void A_shortage_is_0_to_100000_persons()
    {
        Books.When(Publish with { Shortages = [] }, ByChamber).ThenRefused("shortage-out-of-range", "shortages");
        Books.When(Publish with { Shortages = [new("DESIGN", 0)] }, ByChamber).ThenRefused("shortage-out-of-range", "shortages");
        Books.When(Publish with { Shortages = [new("DESIGN", -1)] }, ByChamber).ThenRefused("shortage-out-of-range", "shortages");
        Books.When(Publish with { Shortages = [new("DESIGN", 100_001)] }, ByChamber).ThenRefused("shortage-out-of-range", "shortages");
        Books.When(Publish with { Shortages = [new("DESIGN", 0), new("OPERATIONS", 1)] }, ByChamber).Accepted.Facts.ShouldHaveSingleItem().Fact.Transfers().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_survey_is_about_the_past() =>
        Books.When(Publish with { ReferenceDate = Today.AddDays(1) }, ByChamber).ThenRefused("date-out-of-range", "referenceDate");

    [Theory]
    [InlineData(0, 71)]
    [InlineData(72, 71)]
    public void Some_and_at_most_all_enterprises_answer(int asked, int inZone) =>
        Books.When(Publish with { EnterprisesAsked = asked, EnterprisesInZone = inZone }, ByChamber).ThenRefused("coverage-out-of-range", "enterprisesAsked");

    [Fact]
    public void A_target_takes_effect_on_its_baseline_date() =>
        Books.When(Set with { Note = Note }, ByChamber).Answering("TALENT_GAP")
            .ThenFacts(("target-TALENT_GAP", new TargetSet(TargetFigure.TalentGap, 300, 150, new DateOnly(2028, 12, 31), Note, YearsEnd)));

    [Fact]
    public void The_same_target_twice_changes_nothing() =>
        Books.Given(Set).When(Set, ByChamber).ThenNothing();

    [Fact]
    public void Another_target_replaces_it() =>
        Books.Given(Set).When(Set with { Goal = 140 }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();

    [Fact]
    public void A_goal_is_below_its_baseline()
    {
        Books.When(Set with { Goal = 300 }, ByChamber).ThenRefused("goal-not-below-baseline", "goal");
        Books.When(Set with { Goal = -1 }, ByChamber).ThenRefused("goal-not-below-baseline", "goal");
        Books.When(Set with { Goal = 0 }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_baseline_is_more_than_nothing() =>
        Books.When(Set with { Baseline = 0 }, ByChamber).ThenRefused("baseline-out-of-range", "baseline");

    [Fact]
    public void The_baseline_of_turnover_is_a_fraction()
    {
        Books.When(Set with { Figure = TargetFigure.KeyTurnover, Baseline = 25, Goal = 15 }, ByChamber).ThenRefused("baseline-is-a-fraction", "baseline");
        Books.When(Set with { Figure = TargetFigure.KeyTurnover, Baseline = 0.25m, Goal = 0.15m }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_target_is_due_within_ten_years()
    {
        Books.When(Set with { Due = YearsEnd }, ByChamber).ThenRefused("due-out-of-range", "due");
        Books.When(Set with { Due = YearsEnd.AddYears(10).AddDays(1) }, ByChamber).ThenRefused("due-out-of-range", "due");
        Books.When(Set with { BaselineDate = DateOnly.MaxValue }, ByChamber).ThenRefused("date-out-of-range", "baselineDate");
    }
}
