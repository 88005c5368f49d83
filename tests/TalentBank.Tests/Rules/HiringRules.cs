using TalentBank.Hiring;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Targets;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class HiringRules
{
    private const string Post = "position-1";
    private const string Work = "employment-1";
    private static readonly DateOnly May1 = new(2026, 5, 1);
    private static readonly DateOnly June15 = new(2026, 6, 15);

    private static readonly Scenario WithPosition = Books.Given(Post, new PositionDeposited(Post, Bakery, "OPERATIONS", true, "运营专员", 2, Origin.NewDemand, May1));

    private static readonly Scenario WithSurvey = Books.Given(
        DemandSurvey.Stream.Name, new DemandSurveyed([new("DESIGN", 1)], 47, 71, new DateOnly(2025, 12, 31)));

    private static readonly Job LisJob = new(Bakery, Post, Li, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime);

    private static RecordHire Hire => new(Work, Bakery, Post, Li, null, null, Tier.Frontline, EmploymentKind.FullTime, null);

    private static RecordHire HireWithoutPosition => new(Work, Bakery, null, null, "DESIGN", null, Tier.Middle, EmploymentKind.FullTime, null);

    private static EndEmployment Leave => new("position-2", Work, LeavingReason.Pay, Destination.Chengdu, true, false, June15);

    [Fact]
    public void A_hire_takes_an_opening_and_engages_the_talent() =>
        WithPosition.When(Hire, ByBakery).Answering(Work).ThenFacts(
            (Work, new TalentHired(Work, LisJob, false, Today)),
            (Li, new TalentEngaged(Li, Work, Today)),
            (Post, new OpeningFilled(Post, Work, Today)));

    [Fact]
    public void A_hire_can_have_begun_earlier() =>
        WithPosition.When(Hire with { TalentId = null, StartsOn = May1 }, ByBakery).ThenFacts(
            (Work, new TalentHired(Work, LisJob with { TalentId = null }, false, May1)),
            (Post, new OpeningFilled(Post, Work, May1)));

    [Fact]
    public void A_hire_begins_on_a_day_of_the_position()
    {
        WithPosition.When(Hire with { StartsOn = May1.AddDays(-1) }, ByBakery).ThenRefused("before-its-position", "startsOn");
        WithPosition.When(Hire with { StartsOn = Today.AddYears(2) }, ByBakery).ThenRefused("date-out-of-range", "startsOn");
    }

    [Fact]
    public void Nobody_is_hired_into_an_opening_that_is_taken_later()
    {
        var oneLeft = WithPosition.Given(Post, new OpeningFilled(Post, "employment-8", June15));
        oneLeft.When(Hire, ByBakery).Accepted.Facts.Count.ShouldBe(3);
        oneLeft.Given(Post, new OpeningFilled(Post, "employment-9", June15)).When(Hire, ByBakery).ThenRefused("no-opening-left", "positionId");
    }

    [Fact]
    public void A_position_says_its_category_and_whether_it_is_key()
    {
        WithPosition.When(Hire with { Category = "DESIGN" }, ByBakery).ThenRefused("category-is-the-positions", "category");
        WithPosition.When(Hire with { Key = false }, ByBakery).ThenRefused("key-is-the-positions", "key");
        WithPosition.When(Hire with { Category = "OPERATIONS", Key = true }, ByBakery).Accepted.Facts.Count.ShouldBe(3);
    }

    [Fact]
    public void Only_full_time_contracts_fill_openings() =>
        WithPosition.When(Hire with { Kind = EmploymentKind.PartTime }, ByBakery).ThenRefused("only-full-time-fills", "kind");

    [Fact]
    public void Another_enterprises_position_is_not_found()
    {
        WithPosition.When(Hire with { EnterpriseId = Silk }, BySilk).ThenRefused("not-found", "positionId");
        Books.When(Hire, ByBakery).ThenRefused("not-found", "positionId");
    }

    [Fact]
    public void Only_enterprises_hire_and_only_talents_with_an_account_are_named()
    {
        WithPosition.When(Hire with { EnterpriseId = Minjiang }, ByChamber).ThenRefused("not-found", "enterpriseId");
        WithPosition.When(Hire with { TalentId = "talent-none" }, ByBakery).ThenRefused("not-found", "talentId");
    }

    [Fact]
    public void Nobody_has_two_full_time_contracts_at_once()
    {
        var hired = WithPosition.Given(Hire);
        hired.When(Hire with { EmploymentId = "employment-2" }, ByBakery).ThenRefused("already-employed", "talentId");
        hired.When(Hire with { EmploymentId = "employment-2", StartsOn = May1 }, ByBakery).ThenRefused("already-employed", "talentId");
        hired.When(HireWithoutPosition with { EmploymentId = "employment-2", TalentId = Li, Kind = EmploymentKind.PartTime }, ByBakery)
            .ThenFacts(("employment-2", new TalentHired("employment-2", new Job(Bakery, null, Li, "DESIGN", false, Tier.Middle, EmploymentKind.PartTime), false, Today)));
    }

    [Fact]
    public void Who_has_left_can_be_hired_again()
    {
        var left = WithPosition.Given(Hire).Given(Leave);
        left.When(Hire with { EmploymentId = "employment-2", StartsOn = June15 }, ByBakery).Accepted.Facts.Count.ShouldBe(3);
        left.When(Hire with { EmploymentId = "employment-2", StartsOn = June15.AddDays(-1) }, ByBakery).ThenRefused("already-employed", "talentId");
    }

    [Fact]
    public void A_hire_without_a_position_is_taken_from_the_survey_while_it_lasts()
    {
        WithSurvey.When(HireWithoutPosition, ByBakery).ThenFacts(
            (Work, new TalentHired(Work, new Job(Bakery, null, null, "DESIGN", false, Tier.Middle, EmploymentKind.FullTime), true, Today)),
            (DemandSurvey.Stream.Name, new SurveyedOpeningsTaken("DESIGN", 1, Work, Today)));
        WithSurvey.Given(HireWithoutPosition).When(HireWithoutPosition with { EmploymentId = "employment-2" }, ByBakery).ThenFacts(
            ("employment-2", new TalentHired("employment-2", new Job(Bakery, null, null, "DESIGN", false, Tier.Middle, EmploymentKind.FullTime), false, Today)));
    }

    [Fact]
    public void A_hire_without_a_position_says_its_category()
    {
        Books.When(HireWithoutPosition with { Category = null }, ByBakery).ThenRefused("category-missing", "category");
        Books.When(HireWithoutPosition with { Category = "BAKING" }, ByBakery).ThenRefused("category-unknown", "category");
        Books.When(HireWithoutPosition with { StartsOn = Today.AddYears(2) }, ByBakery).ThenRefused("date-out-of-range", "startsOn");
    }

    [Fact]
    public void A_leaver_who_is_not_replaced_is_released() =>
        WithPosition.Given(Hire).When(Leave, ByBakery).Answering(Work).ThenFacts(
            (Work, new EmploymentEnded(Work, LisJob, LeavingReason.Pay, Destination.Chengdu, true, null, June15)),
            (Li, new TalentReleased(Li, Work, June15)));

    [Fact]
    public void A_replacement_is_sought_in_the_position_the_leaver_held() =>
        WithPosition.Given(Hire).When(Leave with { ReplacementWanted = true }, ByBakery).ThenFacts(
            (Work, new EmploymentEnded(Work, LisJob, LeavingReason.Pay, Destination.Chengdu, true, Post, June15)),
            (Li, new TalentReleased(Li, Work, June15)),
            (Post, new OpeningReopened(Post, Bakery, "OPERATIONS", true, Work, June15)));

    [Fact]
    public void A_replacement_of_somebody_without_a_position_is_sought_in_a_new_one()
    {
        var job = new Job(Bakery, null, null, "DESIGN", false, Tier.Middle, EmploymentKind.FullTime);
        var left = Books.Given(HireWithoutPosition);
        left.When(Leave with { ReplacementWanted = true }, ByBakery).ThenFacts(
            (Work, new EmploymentEnded(Work, job, LeavingReason.Pay, Destination.Chengdu, true, "position-2", June15)),
            ("position-2", new OpeningReopened("position-2", Bakery, "DESIGN", false, Work, June15)));
        left.Given(Leave with { ReplacementWanted = true })
            .When(Hire with { EmploymentId = "employment-2", PositionId = "position-2", TalentId = null, StartsOn = June15 }, ByBakery)
            .Accepted.Facts.Count.ShouldBe(2);
    }

    [Fact]
    public void The_same_departure_twice_changes_nothing() =>
        WithPosition.Given(Hire).Given(Leave).When(Leave, ByBakery).Answering(Work).ThenNothing();

    [Fact]
    public void An_employment_ends_once()
    {
        var left = WithPosition.Given(Hire).Given(Leave);
        left.When(Leave with { EndsOn = June15.AddDays(1) }, ByBakery).ThenRefused("already-ended", "employmentId");
        left.When(Leave with { Reason = LeavingReason.Dismissed }, ByBakery).ThenRefused("already-ended", "employmentId");
        left.When(Leave with { Voluntary = false }, ByBakery).ThenRefused("already-ended", "employmentId");
        left.When(Leave with { ReplacementWanted = true }, ByBakery).ThenRefused("already-ended", "employmentId");
    }

    [Fact]
    public void Who_is_dismissed_or_whose_contract_ends_does_not_leave_voluntarily()
    {
        var hired = WithPosition.Given(Hire);
        hired.When(Leave with { Reason = LeavingReason.Dismissed, Voluntary = true }, ByBakery).ThenRefused("not-voluntary", "voluntary");
        hired.When(Leave with { Reason = LeavingReason.EndOfContract, Voluntary = true }, ByBakery).ThenRefused("not-voluntary", "voluntary");
        hired.When(Leave with { Reason = LeavingReason.Dismissed, Voluntary = false }, ByBakery).Accepted.Facts.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_employment_ends_on_its_first_day_at_the_earliest()
    {
        var hired = WithPosition.Given(Hire);
        hired.When(Leave with { EndsOn = Today.AddDays(-1) }, ByBakery).ThenRefused("before-its-start", "endsOn");
        hired.When(Leave with { EndsOn = null }, ByBakery).Accepted.Facts.Count.ShouldBe(2);
        hired.When(Leave with { EndsOn = Today.AddYears(2) }, ByBakery).ThenRefused("date-out-of-range", "endsOn");
        hired.When(Leave with { EndsOn = Today.AddDays(1) }, ByBakery).Accepted.Facts.Count.ShouldBe(2);
    }

    [Fact]
    public void Only_openings_that_were_filled_open_again() =>
        Books.Given(HireWithoutPosition with { Kind = EmploymentKind.Dispatched }).When(Leave with { ReplacementWanted = true }, ByBakery)
            .ThenRefused("only-full-time-fills", "replacementWanted");

    [Fact]
    public void What_does_not_exist_does_not_end() =>
        Books.When(Leave, ByChamber).ThenRefused("not-found", "employmentId");

    [Fact]
    public void Staff_are_numbered_behind_their_recording() =>
        Books.When(new RecordStaff(Work, Bakery, [new("OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, 2), new("OTHERS", false, Tier.Senior, EmploymentKind.PartTime, 1)], May1), ByBakery)
            .Answering(Bakery).ThenFacts(
                ("employment-1-1", new StaffRecorded("employment-1-1", new Job(Bakery, null, null, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime), May1)),
                ("employment-1-2", new StaffRecorded("employment-1-2", new Job(Bakery, null, null, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime), May1)),
                ("employment-1-3", new StaffRecorded("employment-1-3", new Job(Bakery, null, null, "OTHERS", false, Tier.Senior, EmploymentKind.PartTime), May1)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(501, 0)]
    [InlineData(1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_recording_has_1_to_500_persons(int first, int second) =>
        Books.When(new RecordStaff(Work, Bakery, [Line("OPERATIONS", first), Line("DESIGN", second)], May1), ByBakery).ThenRefused("staff-out-of-range", "staff");

    [Fact]
    public void Staff_work_in_a_category_of_the_zone_for_an_enterprise_that_was_observed()
    {
        Books.When(new RecordStaff(Work, Bakery, [Line("BAKING", 1)], May1), ByBakery).ThenRefused("category-unknown", "staff");
        Books.When(new RecordStaff(Work, Minjiang, [Line("DESIGN", 1)], May1), ByChamber).ThenRefused("not-found", "enterpriseId");
        Books.When(new RecordStaff(Work, Bakery, [Line("DESIGN", 1)], Today.AddDays(1)), ByBakery).ThenRefused("date-out-of-range", "observedSince");
    }

    private static StaffLine Line(string category, int persons) => new(category, false, Tier.Frontline, EmploymentKind.FullTime, persons);
}
