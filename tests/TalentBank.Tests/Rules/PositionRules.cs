using TalentBank.Positions;
using TalentBank.Targets;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class PositionRules
{
    private const string Post = "position-1";
    private static readonly DateOnly June15 = new(2026, 6, 15);
    private static readonly PositionDeposited Deposited = new(Post, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today);
    private static readonly Scenario WithPosition = Books.Given(Post, Deposited);
    private static readonly Scenario WithHireOnJune15 = WithPosition.Given(Post, new OpeningFilled(Post, "employment-1", June15));

    private static readonly Scenario WithSurvey = Books.Given(
        DemandSurvey.Stream.Name, new DemandSurveyed([new("OPERATIONS", 126), new("DESIGN", 2)], 47, 71, new DateOnly(2025, 12, 31)));

    private static DepositPosition Deposit => new(Post, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, null);

    [Fact]
    public void A_deposit_takes_effect_today_if_it_says_no_date() =>
        Books.When(Deposit, ByBakery).Answering(Post).ThenFacts((Post, Deposited));

    [Fact]
    public void A_deposit_can_take_effect_earlier_or_later() =>
        Books.When(Deposit with { From = June15 }, ByBakery).ThenFacts((Post, Deposited with { Effective = June15 }));

    [Fact]
    public void Part_of_the_survey_is_taken_from_what_the_survey_counted() =>
        WithSurvey.When(Deposit with { Category = "DESIGN", Openings = 2, Origin = Origin.Survey }, ByChamber).ThenFacts(
            (Post, Deposited with { Category = "DESIGN", Openings = 2, Origin = Origin.Survey }),
            (DemandSurvey.Stream.Name, new SurveyedOpeningsTaken("DESIGN", 2, Post, Today)));

    [Fact]
    public void No_more_than_the_survey_counted_is_part_of_it()
    {
        var survey = Deposit with { Category = "DESIGN", Openings = 3, Origin = Origin.Survey };
        WithSurvey.When(survey, ByChamber).ThenRefused("beyond-the-survey", "openings");
        WithSurvey.When(survey with { Category = "OTHERS", Openings = 1 }, ByChamber).ThenRefused("beyond-the-survey", "openings");
        WithSurvey.When(survey with { Openings = 1, From = new DateOnly(2025, 12, 30) }, ByChamber).ThenRefused("beyond-the-survey", "openings");
        Books.When(survey with { Openings = 1 }, ByChamber).ThenRefused("beyond-the-survey", "openings");
    }

    [Fact]
    public void What_is_part_of_the_survey_is_for_the_chamber_to_say() =>
        WithSurvey.When(Deposit with { Origin = Origin.Survey }, ByBakery).ThenRefused("not-allowed", "origin");

    [Fact]
    public void A_position_has_1_to_500_openings()
    {
        Books.When(Deposit with { Openings = 0 }, ByBakery).ThenRefused("openings-out-of-range", "openings");
        Books.When(Deposit with { Openings = 501 }, ByBakery).ThenRefused("openings-out-of-range", "openings");
        Books.When(Deposit with { Openings = 500 }, ByBakery).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_position_has_a_category_of_the_zone() =>
        Books.When(Deposit with { Category = "BAKING" }, ByBakery).ThenRefused("category-unknown", "category");

    [Fact]
    public void A_position_has_a_title() =>
        Books.When(Deposit with { Title = " " }, ByBakery).ThenRefused("name-out-of-range", "title");

    [Fact]
    public void A_position_is_an_enterprises()
    {
        Books.When(Deposit with { EnterpriseId = "enterprise-none" }, ByChamber).ThenRefused("not-found", "enterpriseId");
        Books.When(Deposit with { EnterpriseId = Minjiang }, ByChamber).ThenRefused("not-found", "enterpriseId");
    }

    [Fact]
    public void A_position_is_wanted_within_a_year()
    {
        Books.When(Deposit with { From = Today.AddYears(1).AddDays(1) }, ByBakery).ThenRefused("date-out-of-range", "from");
        Books.When(Deposit with { From = new DateOnly(1999, 12, 31) }, ByBakery).ThenRefused("date-out-of-range", "from");
        Books.When(Deposit with { From = Today.AddYears(1) }, ByBakery).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-3)]
    public void Openings_can_be_raised_and_cut(int change) =>
        WithPosition.When(new ChangeOpenings(Post, change, null), ByBakery)
            .ThenFacts((Post, new OpeningsChanged(Post, Bakery, "OPERATIONS", true, change, Today)));

    [Fact]
    public void Openings_cannot_be_cut_below_none() =>
        WithPosition.When(new ChangeOpenings(Post, -4, null), ByBakery).ThenRefused("no-opening-left", "change");

    [Fact]
    public void A_cut_leaves_the_openings_of_hires_that_take_effect_later()
    {
        WithHireOnJune15.When(new ChangeOpenings(Post, -3, Today), ByBakery).ThenRefused("no-opening-left", "change");
        WithHireOnJune15.When(new ChangeOpenings(Post, -2, Today), ByBakery).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void Openings_change_by_1_to_500()
    {
        WithPosition.When(new ChangeOpenings(Post, 0, null), ByBakery).ThenRefused("change-out-of-range", "change");
        WithPosition.When(new ChangeOpenings(Post, int.MinValue, null), ByBakery).ThenRefused("change-out-of-range", "change");
        WithPosition.When(new ChangeOpenings(Post, 498, null), ByBakery).ThenRefused("openings-out-of-range", "change");
    }

    [Fact]
    public void Openings_change_on_a_day_of_the_position()
    {
        WithPosition.When(new ChangeOpenings(Post, 1, Today.AddDays(-1)), ByBakery).ThenRefused("before-its-position", "effective");
        WithPosition.When(new ChangeOpenings(Post, 1, Today.AddYears(2)), ByBakery).ThenRefused("date-out-of-range", "effective");
    }

    [Fact]
    public void What_does_not_exist_neither_changes_nor_closes()
    {
        Books.When(new ChangeOpenings(Post, 1, null), ByChamber).ThenRefused("not-found", "positionId");
        Books.When(new ClosePosition(Post, null, null), ByChamber).ThenRefused("not-found", "positionId");
    }

    [Fact]
    public void Closing_withdraws_what_is_still_open() =>
        WithHireOnJune15.When(new ClosePosition(Post, "订单减少", June15), ByBakery)
            .ThenFacts((Post, new PositionClosed(Post, Bakery, "OPERATIONS", true, 2, "订单减少", June15)));

    [Fact]
    public void Closing_twice_changes_nothing()
    {
        var close = new ClosePosition(Post, null, null);
        WithPosition.Given(close).When(close, ByBakery).Answering(Post).ThenNothing();
    }

    [Fact]
    public void A_position_cannot_close_before_openings_that_are_wanted_later()
    {
        var raisedLater = WithPosition.Given(Post, new OpeningsChanged(Post, Bakery, "OPERATIONS", true, 2, June15));
        raisedLater.When(new ClosePosition(Post, null, null), ByBakery).ThenRefused("not-all-open-then", "effective");
        raisedLater.When(new ClosePosition(Post, null, June15), ByBakery).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_position_does_not_close_before_it_begins() =>
        WithPosition.When(new ClosePosition(Post, null, Today.AddDays(-1)), ByBakery).ThenRefused("before-its-position", "effective");

    [Fact]
    public void The_reason_of_closing_is_one_line() =>
        WithPosition.When(new ClosePosition(Post, "x", null), ByBakery).ThenRefused("name-out-of-range", "reason");
}
