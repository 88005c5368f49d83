using TalentBank.Access;
using TalentBank.Credits;
using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Targets;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests;

/// <summary>The zone's figures as its founding paper has them, and how they move.</summary>
public sealed class FigureTests
{
    private static readonly DateOnly YearsEnd = new(2025, 12, 31);
    private readonly InMemoryBank _bank = new();

    public FigureTests()
    {
        Do(new OpenZone(Name, "Asia/Shanghai", Categories), YearsEnd);
        Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示烘焙", Uscc.Parse("91511400MA6000001M", out _), null, null, null), YearsEnd);
        Do(new RegisterOrganisation(OrganisationKind.University, "演示学院", Uscc.Parse("12511400450000001A", out _), null, null, null), YearsEnd);
        Do(new RegisterTalent(Li, "李示范", "13800000000", null, Minjiang, null, null), YearsEnd);
        Do(new PublishDemandSurvey(YearsEnd, [new("OPERATIONS", 126), new("DESIGN", 84), new("SUPPLY_CHAIN", 60), new("OTHERS", 30)], 47, 71), YearsEnd);
        Do(new SetTarget(TargetFigure.TalentGap, 300, YearsEnd, 150, new DateOnly(2028, 12, 31), null), YearsEnd);
    }

    [Fact]
    public void The_zone_lacks_300_persons_in_four_categories()
    {
        var gap = Gap();
        gap.Gap.ShouldBe(300);
        gap.Known.ShouldBeTrue();
        gap.Categories.Select(category => (category.Category, category.Gap, category.Share))
            .ShouldBe([("OPERATIONS", 126, 0.42), ("DESIGN", 84, 0.28), ("SUPPLY_CHAIN", 60, 0.2), ("OTHERS", 30, 0.1)]);
    }

    [Fact]
    public void Before_the_first_fact_nothing_is_known()
    {
        var gap = _bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(new DateOnly(2025, 12, 30), null), Today));
        gap.Gap.ShouldBe(0);
        gap.Known.ShouldBeFalse();
        gap.Categories.ShouldAllBe(category => category.Share == null);
    }

    [Fact]
    public void New_demand_a_hire_and_a_departure_move_the_gap_and_are_told_apart()
    {
        var before = new Standpoint(Today.AddDays(-1), null);
        Do(new DepositPosition("position-1", Bakery, "OPERATIONS", true, "运营", 3, Origin.NewDemand, null));
        Gap().Gap.ShouldBe(303);
        Do(new RecordHire("employment-1", Bakery, "position-1", null, null, null, Tier.Frontline, EmploymentKind.FullTime, null));
        Gap().Gap.ShouldBe(302);
        Do(new EndEmployment("position-2", "employment-1", LeavingReason.Pay, true, true, Today.AddDays(1)));
        Gap(Today.AddDays(1)).Gap.ShouldBe(303);
        Gap(Today.AddDays(-1)).Gap.ShouldBe(300);

        var changes = _bank.ReadModels.Answer(Changes.Ask(before, new Standpoint(Today.AddDays(1), null), Today));
        changes.Difference.ShouldBe(3);
        changes.Reasons.Select(change => (change.Reason, change.Amount)).ShouldBe([("HIRED", -1), ("NEW_DEMAND", 3), ("REOPENED", 1)]);
    }

    [Fact]
    public void A_hire_booked_late_is_late_news_and_what_was_known_stays_as_it_was()
    {
        Do(new DepositPosition("position-1", Bakery, "DESIGN", false, "设计", 2, Origin.Survey, YearsEnd));
        var known = new DateTimeOffset(Today, new TimeOnly(12, 0), TimeSpan.Zero);
        var monthAgo = Today.AddMonths(-1);
        _bank.Send(new RecordHire("employment-1", Bakery, "position-1", null, null, null, Tier.Frontline, EmploymentKind.FullTime, monthAgo), Today, at: known.AddMinutes(1)).ShouldBeOfType<Decision.Accepted>();

        _bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(monthAgo, null), Today)).Gap.ShouldBe(299);
        _bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(monthAgo, known), Today)).Gap.ShouldBe(300);
        var change = _bank.ReadModels.Answer(Changes.Ask(new Standpoint(monthAgo, known), new Standpoint(Today, null), Today)).Reasons.ShouldHaveSingleItem();
        (change.Reason, change.OfPeriod, change.LateNews).ShouldBe(("HIRED", 0, -1));
    }

    [Fact]
    public void The_gap_shrinks_against_the_targets_baseline()
    {
        Do(new RecordHire("employment-1", Bakery, null, null, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, null));
        var reduction = _bank.ReadModels.Answer(Gap().Reduction()).ShouldNotBeNull();
        (reduction.Numerator, reduction.Denominator, reduction.Value).ShouldBe((1, 300, 1 / 300d));
    }

    [Fact]
    public void Standpoints_in_the_wrong_order_are_refused()
    {
        var instant = new DateTimeOffset(Today, default, TimeSpan.Zero);
        _bank.ReadModels.RefusalOf(Changes.Ask(new Standpoint(Today, null), new Standpoint(YearsEnd, null), Today)).ShouldBe("standpoints-reversed");
        _bank.ReadModels.RefusalOf(Changes.Ask(new Standpoint(YearsEnd, null), new Standpoint(Today, instant), Today)).ShouldBe("standpoints-reversed");
        _bank.ReadModels.RefusalOf(Changes.Ask(new Standpoint(YearsEnd, instant.AddDays(1)), new Standpoint(Today, instant), Today)).ShouldBe("standpoints-reversed");
    }

    [Fact]
    public void Figures_at_the_ends_of_the_calendar_are_refused()
    {
        _bank.ReadModels.RefusalOf(Turnover.Ask(new Standpoint(DateOnly.MinValue, null), Today)).ShouldBe("date-out-of-range");
        _bank.ReadModels.RefusalOf(Changes.Ask(new Standpoint(DateOnly.MaxValue, null), new Standpoint(DateOnly.MaxValue, null), Today)).ShouldBe("date-out-of-range");
        Gap(DateOnly.MinValue).Known.ShouldBeFalse();
        Gap(DateOnly.MaxValue).Gap.ShouldBe(300);
    }

    /// <summary>CIPD's divergence (formula 1): 4 of 104 left, but the 100 who joined late count for their days only.</summary>
    [Fact]
    public void Turnover_weighs_each_person_by_their_days()
    {
        Do(new RecordStaff("employment-1", Bakery, [new("OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, 4), new("OTHERS", false, Tier.Frontline, EmploymentKind.FullTime, 9), new("DESIGN", true, Tier.Frontline, EmploymentKind.PartTime, 9)], new DateOnly(2026, 1, 1)), new DateOnly(2026, 1, 1));
        Do(new EndEmployment("position-1", "employment-1-1", LeavingReason.Pay, true, false, new DateOnly(2026, 7, 2)), new DateOnly(2026, 7, 2));
        Do(new EndEmployment("position-2", "employment-1-2", LeavingReason.Dismissed, false, false, new DateOnly(2026, 7, 2)), new DateOnly(2026, 7, 2));

        var turnover = _bank.ReadModels.Answer(Turnover.Ask(new Standpoint(new DateOnly(2026, 12, 31), null), new DateOnly(2026, 12, 31)));
        turnover.From.ShouldBe(new DateOnly(2026, 1, 1));
        (turnover.Rate.Numerator, turnover.Rate.Denominator, turnover.Rate.TwoPointAverage).ShouldBe((2, ((2 * 365) + (2 * 182m)) / 365, 1));
        turnover.Voluntary.Numerator.ShouldBe(1);
        _bank.ReadModels.Answer(Turnover.Ask(new Standpoint(YearsEnd, null), Today)).Rate.Value.ShouldBeNull("nobody was observed then");
    }

    /// <summary>Formula 23: few person-years are no percentage, and nobody sees others' few, nor what they leave of the whole.</summary>
    [Fact]
    public void Few_person_years_are_no_percentage_and_are_suppressed_to_others()
    {
        Staff("employment-1", Bakery, new("OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, 30), new("OTHERS", false, Tier.Frontline, EmploymentKind.FullTime, 5));
        Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示丝绸", Uscc.Parse("91511400MA6000002Q", out _), null, null, null), YearsEnd);
        Staff("employment-2", Silk, new StaffLine("DESIGN", false, Tier.Frontline, EmploymentKind.FullTime, 19));
        Do(new EndEmployment("position-1", "employment-2-1", LeavingReason.Pay, true, false, new DateOnly(2026, 12, 31)), new DateOnly(2026, 12, 31));

        var zone = TurnoverOf(null);
        zone.Definitions.Select(rate => rate.Definition).ShouldBe(["crude-turnover", "crude-key-turnover", "voluntary-turnover", "voluntary-key-turnover", "crude-basket-2025-turnover"]);
        zone.Definitions.ShouldAllBe(rate => rate.Value != null && rate.Interval == null);
        zone.SeenBy(ByChamber).ShouldBe(zone);
        zone.SeenBy(ByMinjiang).Definitions.Where(rate => rate.Suppressed).Select(rate => rate.Definition)
            .ShouldBe(["crude-basket-2025-turnover"], "all less the basket would be the few others");

        var silk = TurnoverOf(Silk);
        var crude = silk.Definitions[0];
        (crude.Numerator, crude.Value, crude.Suppressed).ShouldBe((1, null, false));
        crude.Interval.ShouldNotBeNull().ShouldSatisfyAllConditions(interval => interval.Lower.ShouldBe(0.0253 / 19, 0.0001), interval => interval.Upper.ShouldBe(5.572 / 19, 0.001));
        silk.SeenBy(BySilk).ShouldBe(silk, "one's own is never suppressed");
        silk.SeenBy(ByBakery).Definitions[0].ShouldSatisfyAllConditions(
            rate => rate.Suppressed.ShouldBeTrue(), rate => rate.Numerator.ShouldBeNull(), rate => rate.Interval.ShouldBeNull(), rate => rate.Value.ShouldBeNull());
        silk.ObservedSince.ShouldBe(new DateOnly(2026, 1, 1));
    }

    private void Staff(string id, string enterprise, params StaffLine[] lines) => Do(new RecordStaff(id, enterprise, lines, new DateOnly(2026, 1, 1)), new DateOnly(2026, 1, 1));

    private Turnover TurnoverOf(string? enterprise) => _bank.ReadModels.Answer(Turnover.Ask(new Standpoint(new DateOnly(2026, 12, 31), null), new DateOnly(2026, 12, 31), enterprise));

    [Fact]
    public void A_credit_account_is_read_by_its_student_and_their_university_only()
    {
        Do(new PostPracticalCredits("credit-offer-1", Minjiang, Bakery, "实训", 2.5m, 2, Today.AddDays(30)));
        Do(new WithdrawCredits("credit-withdrawal-1", "credit-offer-1", Li));
        Account(ByLi, Today).ShouldSatisfyAllConditions(account => account!.Pending.ShouldBe(2.5m), account => account!.Earned.ShouldBe(0));

        Do(new AttestCompletion("credit-withdrawal-1"));
        Do(new ConfirmCompletion("credit-withdrawal-1"), Today.AddDays(9));
        Account(ByMinjiang, Today.AddDays(8)).ShouldNotBeNull().Earned.ShouldBe(0);
        Account(ByMinjiang, Today.AddDays(9)).ShouldSatisfyAllConditions(account => account!.Pending.ShouldBe(0), account => account!.Earned.ShouldBe(2.5m));

        foreach (var other in new[] { ByWang, ByEmei, ByBakery, ByChamber, ByGovernment, ByZoneOperator })
            Account(other, Today).ShouldBeNull();
        _bank.ReadModels.Answer(CreditAccount.Ask("talent-none", new Standpoint(null, null), ByLi, Today)).ShouldBeNull();
    }

    [Fact]
    public void A_withdrawal_shows_whose_signature_it_waits_for_since_when()
    {
        Do(new PostPracticalCredits("credit-offer-1", Minjiang, Bakery, "实训", 2.5m, 2, Today.AddDays(30)));
        Do(new WithdrawCredits("credit-withdrawal-1", "credit-offer-1", Li));
        Withdrawal().ShouldBe((CreditStatus.Pending, null, null));
        Do(new ConfirmCompletion("credit-withdrawal-1"), Today.AddDays(3));
        Withdrawal().ShouldBe((CreditStatus.Pending, OrganisationKind.University, Today.AddDays(3)));
        Do(new AttestCompletion("credit-withdrawal-1"), Today.AddDays(5));
        Withdrawal().ShouldBe((CreditStatus.Earned, null, null));
    }

    [Fact]
    public void A_page_of_entries_has_1_to_100_and_continues_behind_a_cursor_of_ours()
    {
        _bank.ReadModels.RefusalOf(Because.Ask(Gap().Entries, Asking(first: 0))).ShouldBe("page-out-of-range");
        _bank.ReadModels.RefusalOf(Because.Ask(Gap().Entries, Asking(first: 101))).ShouldBe("page-out-of-range");
        foreach (var cursor in new[] { "", "1", "1.2", "1.2.2", "1.2.3.1", "x.y.0", "-1.0.1" })
            _bank.ReadModels.RefusalOf(Because.Ask(Gap().Entries, Asking(after: cursor))).ShouldBe("cursor-unknown");

        var first = _bank.ReadModels.Answer(Because.Ask(Gap().Entries, Asking(first: 3)));
        (first.Edges.Count, first.HasNextPage, first.HasPreviousPage).ShouldBe((3, true, false));
        var second = _bank.ReadModels.Answer(Because.Ask(Gap().Entries, Asking(first: 3, after: first.PageInfo.EndCursor)));
        (second.Edges.Count, second.HasNextPage, second.HasPreviousPage).ShouldBe((1, false, true));
        _bank.ReadModels.Answer(first.Count()).ShouldBe(4);
    }

    private static Asked Asking(int? first = null, string? after = null) =>
        new(new Dictionary<string, object?> { ["first"] = first, ["after"] = after }, null, Actor.Bank, Today);

    private TalentGap Gap(DateOnly? asOf = null) => _bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(asOf, null), Today));

    private CreditAccount? Account(Actor actor, DateOnly asOf) => _bank.ReadModels.Answer(CreditAccount.Ask(Li, new Standpoint(asOf, null), actor, Today));

    private (CreditStatus Status, OrganisationKind? For, DateOnly? Since) Withdrawal() =>
        _bank.ReadModels.Find(CreditWithdrawals.Model, "credit-withdrawal-1") is { } it ? (it.Status, it.WaitsFor, it.WaitsSince) : throw new ShouldAssertException("There is no withdrawal.");

    private void Do(Command command, DateOnly? today = null) => _bank.Send(command, today ?? Today).ShouldBeOfType<Decision.Accepted>();
}
