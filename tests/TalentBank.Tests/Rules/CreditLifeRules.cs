using TalentBank.Credits;
using TalentBank.Dues;
using TalentBank.Parties;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

/// <summary>What becomes of credits: by which rules they are withdrawn and earned, and how they are used, moved and lost.</summary>
public sealed class CreditLifeRules
{
    private const string Offer = "credit-offer-1";
    private const string Withdrawal = "credit-withdrawal-1";
    private const string Dispute = "credit-dispute-1";
    private const string Course = "credit-acceptance-1";
    private const string Transfer = "credit-transfer-1";
    private const string Worth = "equivalence-1";
    private const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly DateOnly TermEnd = Today.AddDays(44);
    private static readonly string LisLots = CreditLots.Stream(Li).Name;
    private static readonly PublishCreditRule Rule = new(Minjiang, CreditRoute.Work, [EvidenceKind.Deliverable, EvidenceKind.Attendance], 5, 8, 6, 30, null);
    private static readonly PostPracticalCredits Post = new(Offer, Minjiang, Bakery, "跨境电商实训", 2.5m, 3, TermEnd);
    private static readonly Practice Practice = new(Offer, Minjiang, Bakery, Li, 2.5m);
    private static readonly Scenario Plain = Books.Given(Post).Given(new WithdrawCredits(Withdrawal, Offer, Li));
    private static readonly Scenario Ruled = Books.Given(new DefineCreditUnit(null, 2, null)).Given(Rule).Given(Post).Given(new WithdrawCredits(Withdrawal, Offer, Li));
    private static readonly Scenario Earned = Evidenced(Ruled);
    private static readonly DateOnly LastDay = Today.AddMonths(6);
    private static readonly Scenario Taken = Earned.Given(new AcceptCredits(Course, Emei, Minjiang, "国际贸易实务", 2, null));
    private static readonly RequestTransfer Request = new(Transfer, Li, Minjiang, Emei, [Withdrawal]);
    private static readonly Scenario Moved = Earned.Given(Request).Given(new ConsentToTransfer(Transfer, Minjiang)).Given(new ConsentToTransfer(Transfer, Emei));

    private static Scenario Evidenced(Scenario scenario) => scenario
        .Given(new AttestCompletion(Withdrawal))
        .Given(new ConfirmCompletion(Withdrawal))
        .Given(new ProvideEvidence(Withdrawal, EvidenceKind.Attendance, null))
        .Given(new ProvideEvidence(Withdrawal, EvidenceKind.Deliverable, Hash));

    [Fact]
    public void What_was_posted_keeps_the_unit_and_the_rule_of_its_day()
    {
        var later = Ruled.Given(new DefineCreditUnit(Minjiang, 20, null)).Given(Rule with { MostPerYear = null, Evidence = [] });
        Under(Ruled, Offer).HoursPerCredit.ShouldBe(2);
        Under(later, Offer).Rule.Evidence.ShouldBe([EvidenceKind.Attendance, EvidenceKind.Deliverable]);
        var afterwards = Under(later.Given(Post with { OfferId = "credit-offer-2" }), "credit-offer-2");
        afterwards.HoursPerCredit.ShouldBe(20);
        afterwards.Rule.Evidence.ShouldBeEmpty();
        Under(later.Given(Post with { OfferId = "credit-offer-2", Route = CreditRoute.Exam }), "credit-offer-2").Rule.ShouldBe(RouteRule.None);
    }

    [Fact]
    public void A_rule_announced_for_later_holds_from_its_day()
    {
        var announced = Books.Given(Rule with { From = Today.AddDays(10) });
        Under(announced.Given(Post), Offer).Rule.ShouldBe(RouteRule.None);
        Under(announced.Given(Post, today: Today.AddDays(10)), Offer).Rule.MostInAll.ShouldBe(8);
    }

    [Fact]
    public void Versions_are_counted_for_each_route_apart()
    {
        var twice = Books.Given(Rule).Given(Rule);
        twice.When(Rule, ByMinjiang).Accepted.Facts.Single().Fact.ShouldBeOfType<CreditRulePublished>().Version.ShouldBe(3);
        twice.When(Rule with { Route = CreditRoute.Exam }, ByMinjiang).Accepted.Facts.Single().Fact.ShouldBeOfType<CreditRulePublished>().Version.ShouldBe(1);
    }

    [Fact]
    public void Rules_are_a_universitys_own_or_the_chambers_for_the_zone()
    {
        Books.When(Rule, ByEmei).ThenRefused("not-found");
        Books.When(Rule with { UniversityId = null }, ByMinjiang).ThenRefused("not-found");
        Books.When(Rule with { UniversityId = null, ShelfMonths = null }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(Rule with { UniversityId = null }, ByChamber).ThenRefused("shelf-life-is-a-universitys", "shelfMonths");
        Books.When(Rule with { UniversityId = Bakery }, ByChamber).ThenRefused("not-found", "universityId");
    }

    [Fact]
    public void Rules_are_within_bounds_and_do_not_look_back()
    {
        Books.When(Rule with { From = Today.AddDays(-1) }, ByMinjiang).ThenRefused("rules-look-ahead", "from");
        Books.When(Rule with { From = Today.AddYears(2) }, ByMinjiang).ThenRefused("date-out-of-range", "from");
        Books.When(Rule with { ShelfMonths = 0 }, ByMinjiang).ThenRefused("shelf-life-out-of-range", "shelfMonths");
        Books.When(Rule with { SignWithinDays = 366 }, ByMinjiang).ThenRefused("days-out-of-range", "signWithinDays");
        Books.When(Rule with { MostInAll = -1 }, ByMinjiang).ThenRefused("limit-out-of-range", "mostInAll");
        Books.When(new DefineCreditUnit(Minjiang, 0, null), ByMinjiang).ThenRefused("hours-out-of-range", "hoursPerCredit");
        Books.When(new DefineCreditUnit(Minjiang, 16, Today.AddDays(-1)), ByMinjiang).ThenRefused("rules-look-ahead", "from");
        Books.Given(Rule with { Evidence = [EvidenceKind.Hours] }).When(Post, ByMinjiang).ThenRefused("credit-unit-undefined", "route");
    }

    [Fact]
    public void Credits_are_withdrawn_up_to_the_caps_of_their_route()
    {
        var second = Ruled.Given(Post with { OfferId = "credit-offer-2" }).Given(new WithdrawCredits("credit-withdrawal-2", "credit-offer-2", Li))
            .Given(Post with { OfferId = "credit-offer-3", TermEndsOn = Today.AddDays(300) }).Given(Post with { OfferId = "credit-offer-4", TermEndsOn = Today.AddDays(300) });
        var third = new WithdrawCredits("credit-withdrawal-3", "credit-offer-3", Li);
        second.When(third, ByLi).ThenRefused("over-the-cap", "offerId");
        second.Given(new GiveBackCredits(Withdrawal)).When(third, ByLi).Accepted.Facts.Count.ShouldBe(3);
        var nextYear = new DateOnly(Today.Year + 1, 1, 4);
        var inNextYear = second.Given(third, today: nextYear);
        inNextYear.When(third with { WithdrawalId = "credit-withdrawal-4", OfferId = "credit-offer-4" }, ByLi, nextYear).ThenRefused("over-the-cap", "offerId");
        HeadRoom.Of(CreditRoute.Work, Caps, Lots(inNextYear), Today.Year).ShouldSatisfyAllConditions(
            room => room.UsedThisYear.ShouldBe(5), room => room.UsedInAll.ShouldBe(7.5m), room => room.Left.ShouldBe(0));
        HeadRoom.Of(CreditRoute.Work, Caps, Lots(inNextYear), nextYear.Year).Left.ShouldBe(0.5m);
        HeadRoom.Of(CreditRoute.Exam, RouteRule.None, Lots(inNextYear), nextYear.Year).Left.ShouldBeNull();
    }

    [Fact]
    public void Credits_wait_for_all_that_their_route_asks_for()
    {
        var signed = Ruled.Given(new AttestCompletion(Withdrawal)).Given(new ConfirmCompletion(Withdrawal));
        Of(signed).Missing(Under(Ruled, Offer)).ShouldBe([EvidenceKind.Attendance, EvidenceKind.Deliverable]);
        Of(signed).IsEarned.ShouldBeFalse();
        signed.Given(new ProvideEvidence(Withdrawal, EvidenceKind.Attendance, null)).When(new ProvideEvidence(Withdrawal, EvidenceKind.Deliverable, Hash), ByLi, Today.AddDays(3)).ThenFacts(
            (Withdrawal, new EvidenceProvided(Withdrawal, EvidenceKind.Deliverable, Hash, Today.AddDays(3))),
            (Withdrawal, new CreditsEarned(Withdrawal, Practice, Today.AddDays(3))),
            (LisLots, new LotOpened(Li, Withdrawal, Practice, Today.AddDays(3).AddMonths(6), Today.AddDays(3))));
    }

    [Fact]
    public void Nobody_vouches_for_themself()
    {
        var attendance = new ProvideEvidence(Withdrawal, EvidenceKind.Attendance, null);
        var signOff = attendance with { Kind = EvidenceKind.SupervisorSignOff };
        Ruled.When(attendance, ByLi).ThenRefused("evidence-of-another", "kind");
        Ruled.When(signOff, ByMinjiang).ThenRefused("evidence-of-another", "kind");
        Ruled.When(attendance, ByMinjiang).Accepted.Facts.ShouldHaveSingleItem();
        Ruled.When(signOff, ByBakery).Accepted.Facts.ShouldHaveSingleItem();
        Ruled.When(attendance, BySilk).ThenRefused("not-found");
        Ruled.Given(attendance).When(attendance, ByBakery).ThenNothing();
        Ruled.When(attendance with { WithdrawalId = "credit-withdrawal-none" }).ThenRefused("not-found", "withdrawalId");
    }

    [Fact]
    public void What_can_be_hashed_is_and_signatures_are_no_papers()
    {
        Ruled.When(new ProvideEvidence(Withdrawal, EvidenceKind.Deliverable, null), ByLi).ThenRefused("evidence-hash-missing", "sha256");
        Ruled.When(new ProvideEvidence(Withdrawal, EvidenceKind.Certificate, "ABC"), ByLi).ThenRefused("hash-ill-formed", "sha256");
        foreach (var kind in new[] { EvidenceKind.Attestation, EvidenceKind.Confirmation, EvidenceKind.Hours })
            Ruled.When(new ProvideEvidence(Withdrawal, kind, Hash), ByBakery).ThenRefused("evidence-signed-elsewhere", "kind");
        Earned.When(new ProvideEvidence(Withdrawal, EvidenceKind.Result, Hash), ByLi).ThenRefused("credits-already-earned", "withdrawalId");
    }

    [Fact]
    public void Signed_hours_earn_as_many_credits_as_they_stand_for()
    {
        var byHours = Books.Given(new DefineCreditUnit(null, 2, null)).Given(Rule with { Evidence = [EvidenceKind.Hours] }).Given(Post)
            .Given(new WithdrawCredits(Withdrawal, Offer, Li)).Given(new AttestCompletion(Withdrawal)).Given(new ConfirmCompletion(Withdrawal))
            .Given(new LogHours("hours-1", Withdrawal, Today, 3)).Given(new LogHours("hours-2", Withdrawal, Today, 2));
        byHours.When(new SignHours(Withdrawal, ["hours-1"]), ByBakery).ThenFacts((Withdrawal, new HoursSigned(Withdrawal, ["hours-1"], [], false, Today)));
        byHours.Given(new SignHours(Withdrawal, ["hours-1"])).When(new SignHours(Withdrawal, ["hours-1", "hours-2"]), ByBakery).ThenFacts(
            (Withdrawal, new HoursSigned(Withdrawal, ["hours-2"], [], false, Today)),
            (Withdrawal, new CreditsEarned(Withdrawal, Practice, Today)),
            (LisLots, new LotOpened(Li, Withdrawal, Practice, LastDay, Today)));
    }

    [Fact]
    public void Late_sign_offs_and_many_at_one_moment_are_flagged()
    {
        var logged = Plain.Given(new ChangeSetting(Setting.HoursLateAfterDays, 3, null)).Given(new ChangeSetting(Setting.HoursBulkFrom, 2, null)).Given(new LogHours("hours-1", Withdrawal, Today, 3)).Given(new LogHours("hours-2", Withdrawal, Today.AddDays(1), 3), today: Today.AddDays(1));
        logged.When(new SignHours(Withdrawal, ["hours-1", "hours-2"]), ByBakery, Today.AddDays(4)).ThenFacts(
            (Withdrawal, new HoursSigned(Withdrawal, ["hours-1", "hours-2"], ["hours-1"], true, Today.AddDays(4))));
        var signed = logged.Given(new SignHours(Withdrawal, ["hours-1"]), today: Today.AddDays(4));
        Of(signed).Hours[0].ShouldSatisfyAllConditions(entry => entry.IsLate.ShouldBeTrue(), entry => entry.InBulk.ShouldBeFalse());
        signed.When(new SignHours(Withdrawal, ["hours-1"]), ByBakery).ThenNothing();
        signed.When(new SignHours(Withdrawal, ["hours-9"]), ByBakery).ThenRefused("entries-unknown", "entryIds");
        signed.When(new SignHours(Withdrawal, []), ByBakery).ThenRefused("entries-unknown", "entryIds");
        signed.When(new SignHours(Withdrawal, ["hours-2"]), BySilk).ThenRefused("not-found");
    }

    [Fact]
    public void Hours_are_of_days_of_practice_and_a_day_has_24()
    {
        Plain.When(new LogHours("hours-1", Withdrawal, Today.AddDays(-1), 3), ByLi).ThenRefused("not-a-day-of-practice", "workedOn");
        Plain.When(new LogHours("hours-1", Withdrawal, Today.AddDays(1), 3), ByLi).ThenRefused("not-a-day-of-practice", "workedOn");
        Plain.Given(new LogHours("hours-1", Withdrawal, Today, 20)).When(new LogHours("hours-2", Withdrawal, Today, 4.25m), ByLi).ThenRefused("hours-out-of-range", "hours");
        Plain.When(new LogHours("hours-1", Withdrawal, Today, 0), ByLi).ThenRefused("hours-out-of-range", "hours");
        Plain.When(new LogHours("hours-1", Withdrawal, Today, 3), ByWang).ThenRefused("not-found");
        Earned.When(new LogHours("hours-1", Withdrawal, Today, 3), ByLi).ThenRefused("credits-already-earned", "withdrawalId");
    }

    [Fact]
    public void What_nobody_withdrew_leaves_the_bank_when_the_term_is_over()
    {
        Plain.When(new EndCreditOffer(Offer), today: TermEnd).ThenRefused("term-not-over", "offerId");
        Plain.When(new EndCreditOffer(Offer), today: TermEnd.AddDays(9)).ThenFacts((Offer, new CreditOfferEnded(Offer, Minjiang, Bakery, 2, 5.0m, TermEnd.AddDays(1))));
        var ended = Plain.Given(new EndCreditOffer(Offer), today: TermEnd.AddDays(9));
        ended.When(new EndCreditOffer(Offer), today: TermEnd.AddDays(10)).ThenNothing();
        ended.When(new WithdrawCredits("credit-withdrawal-2", Offer, "talent-3")).ThenRefused("not-found", "offerId");
        ended.When(new GiveBackCredits(Withdrawal), ByLi, TermEnd.AddDays(20)).Accepted.Facts.Select(fact => fact.Fact).OfType<CreditOfferEnded>().ShouldHaveSingleItem()
            .ShouldBe(new CreditOfferEnded(Offer, Minjiang, Bakery, 1, 2.5m, TermEnd.AddDays(20)));
        Books.When(new EndCreditOffer(Offer)).ThenRefused("not-found", "offerId");
    }

    [Fact]
    public void Credits_that_miss_something_lapse_so_many_days_after_the_term()
    {
        var due = TermEnd.AddDays(30);
        Ruled.When(new LapseCredits(Withdrawal), today: due).ThenRefused("term-not-over", "withdrawalId");
        Ruled.Given(new EndCreditOffer(Offer), today: due).When(new LapseCredits(Withdrawal), today: due.AddDays(3)).ThenFacts(
            (Withdrawal, new CreditsLapsed(Withdrawal, Practice, due.AddDays(1))),
            (Offer, new OfferedCreditsReturned(Offer, Withdrawal, Li, due.AddDays(1))),
            (LisLots, new ClaimReleased(Li, Withdrawal, due.AddDays(1))),
            (Offer, new CreditOfferEnded(Offer, Minjiang, Bakery, 1, 2.5m, due.AddDays(1))));
        var lapsed = Ruled.Given(new LapseCredits(Withdrawal), today: due.AddDays(3));
        lapsed.When(new LapseCredits(Withdrawal), today: due.AddDays(4)).ThenNothing();
        lapsed.When(new AttestCompletion(Withdrawal), ByMinjiang, due.AddDays(4)).ThenRefused("credits-lapsed", "withdrawalId");
        Books.When(new LapseCredits(Withdrawal)).ThenRefused("not-found", "withdrawalId");
    }

    [Fact]
    public void A_dispute_has_a_clock_and_keeps_credits_from_lapsing()
    {
        var due = Today.AddDays(15);
        Ruled.When(new OpenDispute(Dispute, Withdrawal, DisputeGround.NotConfirmed), ByLi).ThenFacts(
            (Withdrawal, new CreditDisputeOpened(Dispute, Withdrawal, Practice, DisputeGround.NotConfirmed, due, Today)));
        var open = Ruled.Given(new OpenDispute(Dispute, Withdrawal, DisputeGround.NotConfirmed));
        open.When(new OpenDispute("credit-dispute-2", Withdrawal, DisputeGround.Other), ByLi).Answering(Dispute).ThenNothing();
        open.When(new LapseCredits(Withdrawal), today: TermEnd.AddDays(99)).ThenRefused("dispute-open", "withdrawalId");
        open.When(new LapseDispute(Withdrawal, Dispute), today: due).ThenRefused("dispute-open", "disputeId");
        open.When(new DecideDispute(Withdrawal, Dispute, true, "属实"), ByChamber, due.AddDays(1)).ThenRefused("dispute-lapsed", "disputeId");
        var lapsed = open.Given(new LapseDispute(Withdrawal, Dispute), today: due.AddDays(5));
        Of(lapsed).Dispute.ShouldNotBeNull().ShouldSatisfyAllConditions(it => it.Status.ShouldBe(DisputeStatus.Lapsed), it => it.ClosedOn.ShouldBe(due.AddDays(1)));
        lapsed.When(new LapseDispute(Withdrawal, Dispute)).ThenNothing();
        lapsed.When(new OpenDispute("credit-dispute-2", Withdrawal, DisputeGround.Other), ByLi, due.AddDays(2)).Answering("credit-dispute-2").Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_comes_by_itself_is_due_on_its_day()
    {
        DuesOf(Ruled).ShouldBe([$"end-{Offer} {TermEnd.AddDays(1):O}", $"lapse-{Withdrawal} {TermEnd.AddDays(31):O}"]);
        DuesOf(Earned).ShouldBe([$"end-{Offer} {TermEnd.AddDays(1):O}", $"expire-{Withdrawal} {LastDay.AddDays(1):O}"]);
        DuesOf(Ruled.Given(new GiveBackCredits(Withdrawal)).Given(new EndCreditOffer(Offer), today: TermEnd.AddDays(1))).ShouldBeEmpty();
        DuesOf(Earned.Given(new ExpireCredits(Li), today: LastDay.AddDays(1))).ShouldBe([$"end-{Offer} {TermEnd.AddDays(1):O}"]);
        var disputed = Ruled.Given(new OpenDispute(Dispute, Withdrawal, DisputeGround.Other), today: TermEnd.AddDays(29));
        DuesOf(disputed).ShouldContain($"close-{Dispute} {TermEnd.AddDays(45):O}");
        DuesOf(disputed.Given(new LapseDispute(Withdrawal, Dispute), today: TermEnd.AddDays(45))).ShouldBe([$"end-{Offer} {TermEnd.AddDays(1):O}", $"lapse-{Withdrawal} {TermEnd.AddDays(46):O}"]);
    }

    [Fact]
    public void The_chambers_decision_stands_in_for_what_was_missing()
    {
        var open = Ruled.Given(new OpenDispute(Dispute, Withdrawal, DisputeGround.NotConfirmed));
        var decide = new DecideDispute(Withdrawal, Dispute, true, "签到记录与学时一致");
        open.When(decide, ByChamber).ThenFacts(
            (Withdrawal, new CreditDisputeDecided(Dispute, Withdrawal, true, "签到记录与学时一致", TermEnd.AddDays(31), Today)),
            (Withdrawal, new CreditsEarned(Withdrawal, Practice, Today)),
            (LisLots, new LotOpened(Li, Withdrawal, Practice, LastDay, Today)));
        open.When(decide with { Upheld = false }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
        open.When(decide with { Reason = "" }, ByChamber).ThenRefused("name-out-of-range", "reason");
        open.When(decide, ByMinjiang).ThenRefused("not-allowed");
        open.When(decide with { DisputeId = "credit-dispute-9" }, ByChamber).ThenRefused("not-found", "disputeId");
        open.Given(decide).When(decide, ByChamber).ThenNothing();
        open.Given(decide).When(decide with { Upheld = false }, ByChamber).ThenRefused("dispute-closed", "disputeId");
        Evidenced(open).When(decide, ByChamber).ThenRefused("credits-already-earned", "withdrawalId");
        Earned.When(new OpenDispute(Dispute, Withdrawal, DisputeGround.Other), ByLi).ThenRefused("credits-already-earned", "withdrawalId");
    }

    [Fact]
    public void Credits_are_redeemed_once_and_the_fact_names_the_lots()
    {
        var redeem = new RedeemCredits("credit-redemption-1", Course, Li);
        Taken.When(redeem, ByLi).ThenFacts((LisLots, new CreditsRedeemed(
            "credit-redemption-1", Li, Course, Emei, "国际贸易实务", [new LotPart(Withdrawal, Practice, 2)], Today)));
        var redeemed = Taken.Given(redeem).Given(new AcceptCredits("credit-acceptance-2", Emei, Minjiang, "跨境物流", 2, null));
        redeemed.When(redeem with { RedemptionId = "credit-redemption-2" }, ByLi).ThenRefused("course-already-redeemed", "acceptanceId");
        redeemed.When(redeem with { AcceptanceId = "credit-acceptance-2" }, ByLi).ThenRefused("not-enough-credits", "acceptanceId");
        Taken.When(redeem with { AcceptanceId = "credit-acceptance-9" }, ByLi).ThenRefused("not-found", "acceptanceId");
        Taken.When(redeem, ByWang).ThenRefused("not-found");
        Taken.When(redeem with { TalentId = Wang }, ByWang).ThenRefused("not-enough-credits", "acceptanceId");
    }

    [Fact]
    public void The_shorter_shelf_life_counts()
    {
        var redeem = new RedeemCredits("credit-redemption-1", Course, Li);
        Taken.When(redeem, ByLi, LastDay).Accepted.Facts.ShouldHaveSingleItem();
        Taken.When(redeem, ByLi, LastDay.AddDays(1)).ThenRefused("not-enough-credits", "acceptanceId");
        var receiver = Earned.Given(new AcceptCredits(Course, Emei, Minjiang, "国际贸易实务", 2, ShelfMonths: 2));
        receiver.When(redeem, ByLi, Today.AddMonths(2)).Accepted.Facts.ShouldHaveSingleItem();
        receiver.When(redeem, ByLi, Today.AddMonths(2).AddDays(1)).ThenRefused("not-enough-credits", "acceptanceId");
        Earned.When(new AcceptCredits(Course, Emei, Minjiang, "国际贸易实务", 2, ShelfMonths: 0), ByEmei).ThenRefused("shelf-life-out-of-range", "shelfMonths");
        Earned.When(new AcceptCredits(Course, Emei, Bakery, "国际贸易实务", 2, null), ByEmei).ThenRefused("not-found", "fromUniversityId");
        Earned.When(new AcceptCredits(Course, Emei, null, "国际贸易实务", 31, null), ByEmei).ThenRefused("credits-out-of-range", "credits");
    }

    [Fact]
    public void The_soonest_to_expire_is_used_first()
    {
        var two = Lots(Earned).Evolve(new LotOpened(Li, "lot-2", Practice, null, Today)).Evolve(new LotOpened(Li, "lot-3", Practice, Today.AddDays(5), Today.AddDays(1)));
        two.Take(Minjiang, 6, null, Today)!.Select(part => (part.LotId, part.Credits)).ShouldBe([("lot-3", 2.5m), (Withdrawal, 2.5m), ("lot-2", 1m)]);
        two.Take(Minjiang, 7.5m, null, Today)!.Sum(part => part.Credits).ShouldBe(7.5m);
        two.Take(Minjiang, 7.75m, null, Today).ShouldBeNull();
        two.Take(Emei, 1, null, Today).ShouldBeNull();
    }

    [Fact]
    public void Credits_expire_the_day_after_their_last_whenever_it_is_noticed()
    {
        Earned.When(new ExpireCredits(Li), today: LastDay).ThenNothing();
        Earned.When(new ExpireCredits(Li), today: LastDay.AddDays(40)).ThenFacts((LisLots, new CreditsExpired(Li, new LotPart(Withdrawal, Practice, 2.5m), LastDay.AddDays(1))));
        Earned.Given(new ExpireCredits(Li), today: LastDay.AddDays(40)).When(new ExpireCredits(Li), today: LastDay.AddDays(41)).ThenNothing();
        Plain.Given(new AttestCompletion(Withdrawal)).Given(new ConfirmCompletion(Withdrawal)).When(new ExpireCredits(Li), today: Today.AddYears(30)).ThenNothing();
    }

    [Fact]
    public void Credits_move_between_ones_own_accounts_when_both_universities_agree()
    {
        var asked = Earned.Given(Request);
        asked.When(new ConsentToTransfer(Transfer, Emei), ByEmei).ThenRefused("not-released-yet", "transferId");
        asked.When(new ConsentToTransfer(Transfer, Minjiang), ByMinjiang).ThenFacts((Transfer, new TransferConsented(Transfer, Minjiang, Today)));
        LotPart[] parts = [new(Withdrawal, Practice, 2.5m)];
        asked.Given(new ConsentToTransfer(Transfer, Minjiang)).When(new ConsentToTransfer(Transfer, Emei), ByEmei, Today.AddDays(2)).ThenFacts(
            (Transfer, new TransferConsented(Transfer, Emei, Today.AddDays(2))),
            (Transfer, new TransferCompleted(Transfer, parts, Today.AddDays(2))),
            (LisLots, new CreditsTransferred(Transfer, Li, Emei, parts, Today.AddDays(2))));
        Moved.When(new ConsentToTransfer(Transfer, Emei), ByEmei).ThenNothing();
        Lots(Moved).Take(Emei, 2.5m, null, Today).ShouldNotBeNull();
        asked.When(new ConsentToTransfer("credit-transfer-9", Emei), ByEmei).ThenRefused("not-found", "transferId");
        asked.When(new ConsentToTransfer(Transfer, Minjiang), ByEmei).ThenRefused("not-found");
    }

    [Fact]
    public void Only_ones_own_good_lots_move_and_only_to_another_university()
    {
        Earned.When(Request, ByWang).ThenRefused("not-found");
        Earned.When(Request with { TalentId = Wang }, ByWang).ThenRefused("lots-unknown", "lotIds");
        Earned.When(Request with { LotIds = [] }, ByLi).ThenRefused("lots-unknown", "lotIds");
        Earned.When(Request, ByLi, LastDay.AddDays(1)).ThenRefused("lots-unknown", "lotIds");
        Earned.When(Request with { ToUniversityId = Minjiang }, ByLi).ThenRefused("not-found", "toUniversityId");
        Earned.When(Request with { ToUniversityId = Bakery }, ByLi).ThenRefused("not-found", "toUniversityId");
        Taken.Given(Request).Given(new ConsentToTransfer(Transfer, Minjiang)).Given(new ExpireCredits(Li), today: LastDay.AddDays(1))
            .When(new ConsentToTransfer(Transfer, Emei), ByEmei).ThenRefused("lots-used-up", "transferId");
    }

    [Fact]
    public void A_transfer_is_undone_within_its_window_while_nothing_was_used()
    {
        var reverse = new ReverseTransfer(Transfer);
        LotPart[] parts = [new(Withdrawal, Practice with { UniversityId = Emei }, 2.5m)];
        Moved.When(reverse, ByLi, Today.AddDays(14)).ThenFacts(
            (Transfer, new TransferRevoked(Transfer, Today.AddDays(14))),
            (LisLots, new TransferReversed(Transfer, Li, Minjiang, parts, Today.AddDays(14))));
        Moved.When(reverse, ByLi, Today.AddDays(15)).ThenRefused("transfer-final", "transferId");
        Moved.When(reverse, ByEmei).Accepted.Facts.Count.ShouldBe(2);
        Moved.When(reverse, ByWang).ThenRefused("not-found");
        Moved.Given(reverse).When(reverse, ByLi).ThenNothing();
        Earned.Given(Request).When(reverse, ByLi).ThenRefused("not-transferred-yet", "transferId");
        Moved.Given(new AcceptCredits(Course, Emei, null, "国际贸易实务", 2, null)).Given(new RedeemCredits("credit-redemption-1", Course, Li))
            .When(reverse, ByLi).ThenRefused("lots-used-up", "transferId");
        Books.When(reverse).ThenRefused("not-found", "transferId");
    }

    [Fact]
    public void An_equivalence_is_proposed_by_one_university_and_answered_by_each_other_for_itself()
    {
        var propose = new ProposeEquivalence(Worth, Minjiang, "跨境电商运营管理师（三级）", "跨境电商实务", 3);
        var answer = new AnswerEquivalence(Worth, Emei, Accepted: false, "课程大纲差异较大");
        Books.When(propose, ByEmei).ThenRefused("not-found");
        Books.When(propose with { Certificate = "" }, ByMinjiang).ThenRefused("name-out-of-range", "certificate");
        Books.When(propose with { Credits = 0 }, ByMinjiang).ThenRefused("credits-out-of-range", "credits");
        var proposed = Books.Given(propose);
        proposed.When(answer, ByEmei).ThenFacts((Worth, new EquivalenceAnswered(Worth, Emei, false, "课程大纲差异较大", Today)));
        proposed.When(answer with { Reason = null }, ByEmei).ThenRefused("name-out-of-range", "reason");
        proposed.When(answer with { UniversityId = Minjiang }, ByMinjiang).ThenRefused("equivalence-is-its-own", "universityId");
        proposed.Given(answer).When(answer, ByEmei).ThenNothing();
        proposed.Given(answer).When(answer with { Accepted = true, Reason = null }, ByEmei).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(answer, ByEmei).ThenRefused("not-found", "equivalenceId");
    }

    private static readonly RouteRule Caps = new([], 5, 8, null, 30);

    private static OfferRules Under(Scenario scenario, string offer) => State(scenario, CreditOffer.Stream(offer)).Terms!.Under;

    private static CreditWithdrawal Of(Scenario scenario) => State(scenario, CreditWithdrawal.Stream(Withdrawal));

    /// <summary>What is due after these facts, each with its day: facts of one stream stand in order, and no key is another stream's but the lapse's.</summary>
    private static string[] DuesOf(Scenario scenario)
    {
        var dues = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var due in new[] { Offer, LisLots, Withdrawal }.SelectMany(stream => scenario.Streams.GetValueOrDefault(stream, [])).OrderBy(fact => fact.Effective).SelectMany(fact => fact.Dues()))
        {
            if (due is Due.Arises it)
                dues[due.Key] = it.On;
            else
                dues.Remove(due.Key);
        }

        return [.. dues.Select(due => $"{due.Key} {due.Value:O}")];
    }

    private static CreditLots Lots(Scenario scenario) => State(scenario, CreditLots.Stream(Li));

    private static TState State<TState>(Scenario scenario, StreamOf<TState> stream)
        where TState : class, IState<TState> => scenario.Streams[stream.Name].Aggregate(TState.Unknown, (state, fact) => state.Evolve(fact));
}
