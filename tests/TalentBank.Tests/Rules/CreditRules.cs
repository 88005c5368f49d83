using TalentBank.Credits;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class CreditRules
{
    private const string Offer = "credit-offer-1";
    private const string Withdrawal = "credit-withdrawal-1";
    private static readonly DateOnly TermEnd = new(2026, 7, 15);

    private static readonly PracticalCreditsPosted Posted = new(Offer, Minjiang, Bakery, "跨境电商实训", 2.5m, 1, TermEnd, new OfferRules(CreditRoute.Work, null, RouteRule.None), Today);
    private static readonly string LisLots = CreditLots.Stream(Li).Name;
    private static readonly Scenario WithOffer = Books.Given(Offer, Posted);
    private static readonly Practice LisPractice = new(Offer, Minjiang, Bakery, Li, 2.5m);
    private static readonly Scenario LiWithdrew = WithOffer.Given(Withdraw);

    private static PostPracticalCredits Post => new(Offer, Minjiang, Bakery, "跨境电商实训", 2.5m, 1, TermEnd);

    private static WithdrawCredits Withdraw => new(Withdrawal, Offer, Li);

    private static AttestCompletion Attest => new(Withdrawal);

    private static ConfirmCompletion Confirm => new(Withdrawal);

    private static GiveBackCredits GiveBack => new(Withdrawal);

    [Fact]
    public void A_university_posts_credits_from_today() =>
        Books.When(Post, ByMinjiang).Answering(Offer).ThenFacts((Offer, Posted));

    [Fact]
    public void What_is_posted_is_the_credits_of_all_places() =>
        (Posted with { Places = 400 }).Transfers().ShouldHaveSingleItem().Amount.ShouldBe(1000);

    [Theory]
    [InlineData("0.49")]
    [InlineData("30.01")]
    [InlineData("2.505")]
    [InlineData("-1")]
    public void A_student_earns_between_half_a_credit_and_30_in_hundredths(string credits) =>
        Books.When(Post with { CreditsPerStudent = Number(credits) }, ByMinjiang).ThenRefused("credits-out-of-range", "creditsPerStudent");

    [Theory]
    [InlineData("0.5")]
    [InlineData("30.00")]
    [InlineData("2.25")]
    public void A_student_can_earn(string credits) =>
        Books.When(Post with { CreditsPerStudent = Number(credits) }, ByMinjiang).Accepted.Facts.ShouldHaveSingleItem();

    [Fact]
    public void Credits_are_a_universitys_and_done_at_an_enterprise()
    {
        Books.When(Post with { UniversityId = "university-none" }).ThenRefused("not-found", "universityId");
        Books.When(Post with { EnterpriseId = Emei }, ByMinjiang).ThenRefused("not-found", "enterpriseId");
    }

    [Fact]
    public void A_course_has_a_title_1_to_500_places_and_a_term_that_ends_within_a_year()
    {
        Books.When(Post with { Course = "" }, ByMinjiang).ThenRefused("name-out-of-range", "course");
        Books.When(Post with { Places = 0 }, ByMinjiang).ThenRefused("places-out-of-range", "places");
        Books.When(Post with { Places = 501 }, ByMinjiang).ThenRefused("places-out-of-range", "places");
        Books.When(Post with { TermEndsOn = Today.AddDays(-1) }, ByMinjiang).ThenRefused("term-end-out-of-range", "termEndsOn");
        Books.When(Post with { TermEndsOn = Today.AddYears(1).AddDays(1) }, ByMinjiang).ThenRefused("term-end-out-of-range", "termEndsOn");
    }

    [Fact]
    public void A_student_withdraws_what_their_university_posted() =>
        WithOffer.When(Withdraw, ByLi).Answering(Withdrawal).ThenFacts(
            (Withdrawal, new CreditsWithdrawn(Withdrawal, LisPractice, Today)),
            (Offer, new OfferedCreditsTaken(Offer, Withdrawal, Li, Today)),
            (LisLots, new CreditsClaimed(Li, Withdrawal, CreditRoute.Work, 2.5m, TermEnd.AddDays(181), Today)));

    [Fact]
    public void The_same_student_again_has_the_withdrawal_they_had() =>
        LiWithdrew.When(Withdraw with { WithdrawalId = "credit-withdrawal-2" }, ByLi).Answering(Withdrawal).ThenNothing();

    [Fact]
    public void Another_universitys_credits_are_not_found()
    {
        WithOffer.When(Withdraw with { TalentId = Wang }, ByWang).ThenRefused("not-found", "offerId");
        Books.When(Withdraw, ByLi).ThenRefused("not-found", "offerId");
    }

    [Fact]
    public void No_more_students_withdraw_than_there_are_places() =>
        LiWithdrew.Given("talent-3", new Talents.TalentRegistered("talent-3", Personal.Of("talent-3", "演示"), Personal.Of("talent-3", "13800000000"), null, Minjiang, Opened))
            .When(Withdraw with { WithdrawalId = "credit-withdrawal-3", TalentId = "talent-3" }).ThenRefused("no-credits-left", "offerId");

    [Fact]
    public void Credits_are_withdrawn_within_the_term()
    {
        WithOffer.When(Withdraw, ByLi, TermEnd).Accepted.Facts.Count.ShouldBe(3);
        WithOffer.When(Withdraw, ByLi, TermEnd.AddDays(1)).ThenRefused("term-over", "offerId");
        WithOffer.When(Withdraw, ByLi, Today.AddDays(-1)).ThenRefused("no-credits-left", "offerId");
    }

    [Fact]
    public void One_signature_earns_nothing()
    {
        LiWithdrew.When(Attest, ByMinjiang).Answering(Withdrawal).ThenFacts((Withdrawal, new CompletionAttested(Withdrawal, Today)));
        LiWithdrew.When(Confirm, ByBakery).Answering(Withdrawal).ThenFacts((Withdrawal, new CompletionConfirmed(Withdrawal, Today)));
    }

    [Fact]
    public void The_second_signature_earns_the_credits_whoever_gives_it()
    {
        var later = Today.AddDays(3);
        LiWithdrew.Given(Attest).When(Confirm, ByBakery, later).ThenFacts(
            (Withdrawal, new CompletionConfirmed(Withdrawal, later)),
            (Withdrawal, new CreditsEarned(Withdrawal, LisPractice, later)),
            (LisLots, new LotOpened(Li, Withdrawal, LisPractice, null, later)));
        LiWithdrew.Given(Confirm).When(Attest, ByMinjiang, later).ThenFacts(
            (Withdrawal, new CompletionAttested(Withdrawal, later)),
            (Withdrawal, new CreditsEarned(Withdrawal, LisPractice, later)),
            (LisLots, new LotOpened(Li, Withdrawal, LisPractice, null, later)));
    }

    /// <summary>A server whose clock is behind must not sign or give back before the withdrawal, nor earn before the other signature.</summary>
    [Fact]
    public void Nothing_is_signed_given_back_or_earned_before_what_it_follows()
    {
        LiWithdrew.When(Attest, ByMinjiang, Today.AddDays(-1)).ThenFacts((Withdrawal, new CompletionAttested(Withdrawal, Today)));
        LiWithdrew.When(GiveBack, ByLi, Today.AddDays(-1)).ThenFacts(
            (Withdrawal, new CreditsGivenBack(Withdrawal, LisPractice, Today)),
            (Offer, new OfferedCreditsReturned(Offer, Withdrawal, Li, Today)),
            (LisLots, new ClaimReleased(Li, Withdrawal, Today)));
        LiWithdrew.Given(Attest, today: Today.AddDays(5)).When(Confirm, ByBakery, Today.AddDays(2)).ThenFacts(
            (Withdrawal, new CompletionConfirmed(Withdrawal, Today.AddDays(2))),
            (Withdrawal, new CreditsEarned(Withdrawal, LisPractice, Today.AddDays(5))),
            (LisLots, new LotOpened(Li, Withdrawal, LisPractice, null, Today.AddDays(5))));
    }

    [Fact]
    public void Signing_twice_changes_nothing()
    {
        LiWithdrew.Given(Attest).When(Attest, ByMinjiang).ThenNothing();
        LiWithdrew.Given(Confirm).When(Confirm, ByBakery).ThenNothing();
        LiWithdrew.Given(Attest).Given(Confirm).When(Attest, ByMinjiang).ThenNothing();
        LiWithdrew.Given(Attest).Given(Confirm).When(Confirm, ByBakery).ThenNothing();
    }

    [Fact]
    public void What_does_not_exist_is_not_signed_or_given_back()
    {
        Books.When(Attest).ThenRefused("not-found", "withdrawalId");
        Books.When(Confirm).ThenRefused("not-found", "withdrawalId");
        Books.When(GiveBack).ThenRefused("not-found", "withdrawalId");
    }

    [Fact]
    public void Credits_that_are_given_back_can_be_withdrawn_again()
    {
        var givenBack = LiWithdrew.Given(Attest).Given(GiveBack);
        LiWithdrew.Given(Attest).When(GiveBack, ByLi).Answering(Withdrawal).ThenFacts(
            (Withdrawal, new CreditsGivenBack(Withdrawal, LisPractice, Today)),
            (Offer, new OfferedCreditsReturned(Offer, Withdrawal, Li, Today)),
            (LisLots, new ClaimReleased(Li, Withdrawal, Today)));
        givenBack.When(Withdraw with { WithdrawalId = "credit-withdrawal-2" }, ByLi).Answering("credit-withdrawal-2").Accepted.Facts.Count.ShouldBe(3);
    }

    [Fact]
    public void Giving_back_twice_changes_nothing() =>
        LiWithdrew.Given(GiveBack).When(GiveBack, ByLi).ThenNothing();

    [Fact]
    public void Credits_that_were_given_back_are_not_signed()
    {
        LiWithdrew.Given(GiveBack).When(Attest, ByMinjiang).ThenRefused("credits-given-back", "withdrawalId");
        LiWithdrew.Given(GiveBack).When(Confirm, ByBakery).ThenRefused("credits-given-back", "withdrawalId");
    }

    [Fact]
    public void Earned_credits_are_not_given_back() =>
        LiWithdrew.Given(Attest).Given(Confirm).When(GiveBack, ByLi).ThenRefused("credits-already-earned", "withdrawalId");

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
