using TalentBank.Credits;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Parties;
using TalentBank.Policies;
using TalentBank.Positions;
using TalentBank.Server.Demo;
using TalentBank.Talents;
using TalentBank.Targets;
using TalentBank.Tests;
using TalentBank.Training;

namespace TalentBank.Server.Tests.Demo;

public sealed class DemoZoneTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>For tests that only look.</summary>
    private static readonly FilledZone Filled = FilledZone.On(Today);

    public static readonly TheoryData<DateOnly> Days = [DemoZone.FirstDay, new DateOnly(2026, 1, 15), Today, new DateOnly(2026, 12, 31), new DateOnly(2028, 2, 29)];

    [Theory]
    [MemberData(nameof(Days))]
    public void Every_step_is_accepted(DateOnly today) => FilledZone.On(today).Bank.Log.ShouldNotBeEmpty();

    [Fact]
    public void A_step_that_is_refused_is_noticed() =>
        Should.Throw<ShouldAssertException>(() => new FilledZone().Fill(DemoZone.Steps(Today).Skip(1), Today));

    [Theory]
    [MemberData(nameof(Days))]
    public void The_gap_is_the_surveys_on_every_day(DateOnly today)
    {
        var zone = FilledZone.On(today);
        zone.GapOn(DemoZone.FirstDay.AddDays(-1)).Gap.ShouldBe(0);
        for (var day = DemoZone.FirstDay; day <= today; day = day.AddDays(1))
        {
            var gap = zone.GapOn(day);
            gap.Gap.ShouldBe(300);
            gap.Categories.Select(category => (category.Category, category.Gap)).ShouldBe(
                [("OPERATIONS", 126), ("DESIGN", 84), ("SUPPLY_CHAIN", 60), ("OTHERS", 30)]);
        }
    }

    [Fact]
    public void A_hire_in_the_demo_zone_closes_its_gap()
    {
        var zone = FilledZone.On(Today);
        var position = zone.Bank.ReadModels.All(OpenPositions.Model).First(position => position.Openings > 1);
        zone.Bank.Send(
            new RecordHire(zone.Bank.NewId("employment"), position.EnterpriseId, position.Id, null, null, null, Tier.Frontline, EmploymentKind.FullTime, Today.AddMonths(-1)), Today);

        zone.GapOn(Today.AddMonths(-1)).Gap.ShouldBe(299);
        zone.GapOn(Today.AddMonths(-1).AddDays(-1)).Gap.ShouldBe(300);
    }

    [Fact]
    public void Key_positions_turn_over_by_about_a_quarter_a_year()
    {
        var turnover = Filled.TurnoverOn(Today);
        turnover.Rate.Denominator!.Value.ShouldBeGreaterThan(200);
        turnover.Rate.Value!.Value.ShouldBeInRange(0.23, 0.28);
        turnover.Voluntary.Value!.Value.ShouldBeLessThan(turnover.Rate.Value!.Value);
        FilledZone.On(new(2028, 2, 29)).TurnoverOn(new(2027, 12, 31)).Rate.Value!.Value.ShouldBeInRange(0.23, 0.27);
    }

    [Fact]
    public void More_leave_after_the_spring_festival_than_in_the_season_of_sales()
    {
        var ends = Filled.Bank.ReadModels.All(Employments.Model).Where(employment => employment.Until is not null).ToLookup(employment => employment.Until!.Value.Month);
        ends[3].Count().ShouldBeGreaterThan(2 * ends[11].Count());
    }

    [Fact]
    public void Enterprises_are_as_small_as_the_field_study_says()
    {
        var sizes = FilledZone.On(DemoZone.FirstDay).Bank.ReadModels.All(Employments.Model).CountBy(employment => employment.EnterpriseId).Select(size => size.Value).Order().ToList();
        sizes.Count.ShouldBe(47);
        sizes[23].ShouldBe(11);
        (sizes.Count(size => size < 20) / 47.0).ShouldBe(0.92, 0.01);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Nobody_leaves_after_today(DateOnly today) =>
        FilledZone.On(today).Bank.Log.Select(recorded => recorded.Body).OfType<EmploymentEnded>().ShouldAllBe(ended => ended.Effective <= today && ended.Effective > DemoZone.FirstDay);

    [Fact]
    public void What_the_field_study_counts_is_there()
    {
        var models = Filled.Bank.ReadModels;
        models.All(Organisations.Model).CountBy(organisation => organisation.Kind).ShouldBe(
            [new(OrganisationKind.Chamber, 1), new(OrganisationKind.Government, 1), new(OrganisationKind.ZoneOperator, 1), new(OrganisationKind.University, 20), new(OrganisationKind.Enterprise, 47)],
            ignoreOrder: true);
        models.All(TalentAccounts.Model).Count.ShouldBe(40);
        models.All(OpenPositions.Model).ShouldAllBe(position => position.Origin == Origin.Survey);
        models.All(OpenInternships.Model).Select(internship => internship.PlacesLeft).ShouldBe([5, 3], ignoreOrder: true);
        models.All(CreditOffers.Model).Select(offer => offer.UniversityId).Distinct().Count().ShouldBe(2);
        models.All(Funds.Model).ShouldHaveSingleItem().Total.ShouldBe(new Yuan(5_000_000));
        models.All(TrainingSessions.Model).Select(session => session.Tier).ShouldBe([Tier.Frontline, Tier.Middle, Tier.Senior], ignoreOrder: true);
        models.All(PolicyLibrary.Model).ShouldHaveSingleItem().InForce(Today, null)!.Amount.ShouldBe(new Yuan(50_000));
        models.Find(TargetPaths.Model, "TALENT_GAP").ShouldBe(new TargetPath(TargetFigure.TalentGap, 300, new(2025, 12, 31), 150, new(2028, 12, 31), null));
        models.Find(TargetPaths.Model, "KEY_TURNOVER")!.Note!.En.ShouldContain("never published");
    }

    [Fact]
    public void Everybody_is_marked_as_a_demo()
    {
        var models = Filled.Bank.ReadModels;
        string[] names =
        [
            .. models.All(Organisations.Model).Select(organisation => organisation.Name),
            .. models.All(TalentAccounts.Model).Select(talent => Sealing.Open(talent.Name)),
        ];
        names.ShouldAllBe(name => name.EndsWith("（演示）", StringComparison.Ordinal));
        names.ShouldBeUnique();
        names.ShouldContain(name => name.Contains('·', StringComparison.Ordinal));
        names.ShouldContain(name => name.EnumerateRunes().Any(rune => !rune.IsBmp));
    }

    [Fact]
    public void Every_organisation_has_a_valid_code_that_was_given_to_nobody()
    {
        foreach (var organisation in Filled.Bank.ReadModels.All(Organisations.Model))
        {
            Uscc.Parse(organisation.Uscc!, out var problem).ShouldNotBeNull(problem);
            organisation.Uscc![8..12].ShouldBe("DEM0");
            organisation.Uscc[..2].ShouldBe(organisation.Kind switch
            {
                OrganisationKind.Government => "11",
                OrganisationKind.University => "12",
                OrganisationKind.Chamber => "51",
                _ => "91",
            });
        }
    }

    [Fact]
    public void The_organisation_code_within_has_its_own_check_character()
    {
        // GB 11714: the weighted sum of all nine is a multiple of 11, X counting 10.
        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2, 1];
        foreach (var organisation in Filled.Bank.ReadModels.All(Organisations.Model))
        {
            var code = organisation.Uscc![8..17];
            var sum = code.Zip(weights, (letter, weight) => weight * (char.IsAsciiDigit(letter) ? letter - '0' : weight == 1 ? 10 : letter - 'A' + 10)).Sum();
            (sum % 11).ShouldBe(0, code);
        }
    }

    [Fact]
    public void No_two_steps_are_the_same_command()
    {
        var steps = DemoZone.Steps(Today).ToList();
        steps.Count.ShouldBeInRange(300, 600);
        steps.Select(step => step.CommandId).ShouldBeUnique();
        steps.ShouldAllBe(step => step.CommandId.Version == 8 && step.CommandId.Variant >= 8 && step.CommandId.Variant < 12);
    }

    [Fact]
    public void Run_again_it_is_the_same_to_the_letter()
    {
        Written(FilledZone.On(Today)).ShouldBe(Written(Filled));
        DemoZone.Steps(Today).Select(step => step.CommandId).ShouldBe(DemoZone.Steps(Today).Select(step => step.CommandId));
    }

    [Fact]
    public void A_fill_that_was_cut_off_goes_on_where_it_was()
    {
        var whole = Written(Filled).ToList();
        for (var done = 0; done <= DemoZone.Steps(Today).Count(); done += 97)
        {
            var zone = new FilledZone();
            zone.Fill(DemoZone.Steps(Today).Take(done), Today);
            zone.Fill(DemoZone.Steps(Today), Today);
            Written(zone).ShouldBe(whole);
        }
    }

    [Fact]
    public void A_fill_may_go_on_another_day()
    {
        var zone = new FilledZone();
        var later = Today.AddDays(40);
        zone.Fill(DemoZone.Steps(Today).Take(300), Today);
        zone.Fill(DemoZone.Steps(later), later);
        zone.GapOn(later).Gap.ShouldBe(300);
        var (turnover, atOnce) = (zone.TurnoverOn(later).Rate, FilledZone.On(later).TurnoverOn(later).Rate);
        (turnover.Numerator, turnover.Denominator).ShouldBe((atOnce.Numerator, atOnce.Denominator));
    }

    [Fact]
    public void A_later_day_only_adds_departures()
    {
        var then = DemoZone.Steps(Today).Select(step => step.Name).ToList();
        var later = DemoZone.Steps(new(2028, 2, 29)).Select(step => step.Name).ToList();
        then.Except(later).ShouldBeEmpty();
        later.Except(then).ShouldAllBe(name => name.StartsWith("departure/", StringComparison.Ordinal));
        later[^1].ShouldBe(then[^1], "the last step tells that a fill is complete");
    }

    [Fact]
    public void Nothing_personal_stands_in_clear()
    {
        var personal = DemoZone.Steps(Today).SelectMany(step => step.Command switch
        {
            RegisterTalent talent => new[] { talent.Name, talent.Phone, talent.Email },
            AddMember member => [member.Name],
            _ => [],
        }).OfType<string>().ToList();
        personal.Count.ShouldBeGreaterThan(100);

        var bank = Filled.Bank;
        string[] stored = [.. bank.Log.Select(recorded => $"{recorded.Stream} {Bank.Facts.Write((Fact)recorded.Body)}"), .. DemoZone.Steps(Today).Select(step => step.Name)];
        foreach (var text in personal)
            stored.ShouldNotContain(line => line.Contains(text, StringComparison.Ordinal));
        bank.Log.Select(recorded => recorded.Body).OfType<TalentRegistered>().Select(talent => Sealing.Open(talent.Name)).ShouldAllBe(name => personal.Contains(name));
    }

    private static IEnumerable<string> Written(FilledZone zone) =>
        zone.Bank.Log.Select(recorded => $"{recorded.Position} {recorded.Stream} {Sealing.Write((Fact)recorded.Body)}");
}
