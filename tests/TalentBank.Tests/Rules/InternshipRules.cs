using TalentBank.Internships;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class InternshipRules
{
    private const string Summer = "internship-1";
    private static readonly DateOnly July1 = new(2026, 7, 1);
    private static readonly DateOnly September30 = new(2026, 9, 30);

    private static readonly InternshipDeposited Deposited = new(Summer, Bakery, "OPERATIONS", "直播运营实习生", 1, July1, September30, Today);
    private static readonly Scenario WithOnePlace = Books.Given(Summer, Deposited);
    private static readonly Place LisPlace = new(Summer, Bakery, "OPERATIONS", Li, Minjiang);
    private static readonly Scenario LiHoldsIt = WithOnePlace.Given(Summer, new PlaceWithdrawn(LisPlace, Today));

    private static DepositInternship Deposit => new(Summer, Bakery, "OPERATIONS", "直播运营实习生", 1, July1, September30);

    private static WithdrawPlace Withdraw => new(Summer, Li);

    private static GiveBackPlace GiveBack => new(Summer, Li);

    [Fact]
    public void A_deposit_takes_effect_today() =>
        Books.When(Deposit, ByBakery).Answering(Summer).ThenFacts((Summer, Deposited));

    [Fact]
    public void An_internship_is_an_enterprises()
    {
        Books.When(Deposit with { EnterpriseId = "enterprise-none" }, ByChamber).ThenRefused("not-found", "enterpriseId");
        Books.When(Deposit with { EnterpriseId = Minjiang }, ByChamber).ThenRefused("not-found", "enterpriseId");
    }

    [Fact]
    public void An_internship_has_a_category_of_the_zone_a_title_and_1_to_500_places()
    {
        Books.When(Deposit with { Category = "BAKING" }, ByBakery).ThenRefused("category-unknown", "category");
        Books.When(Deposit with { Title = "实" }, ByBakery).ThenRefused("name-out-of-range", "title");
        Books.When(Deposit with { Places = 0 }, ByBakery).ThenRefused("places-out-of-range", "places");
        Books.When(Deposit with { Places = 501 }, ByBakery).ThenRefused("places-out-of-range", "places");
    }

    [Fact]
    public void An_internship_lasts_a_year_at_most_and_is_not_over_when_it_is_deposited()
    {
        Books.When(Deposit with { EndsOn = July1 }, ByBakery).ThenRefused("period-out-of-range", "endsOn");
        Books.When(Deposit with { EndsOn = July1.AddYears(1).AddDays(1) }, ByBakery).ThenRefused("period-out-of-range", "endsOn");
        Books.When(Deposit with { StartsOn = Today.AddYears(1).AddDays(1) }, ByBakery).ThenRefused("date-out-of-range", "startsOn");
        Books.When(Deposit with { StartsOn = Today.AddDays(-30), EndsOn = Today.AddDays(-1) }, ByBakery).ThenRefused("internship-over", "endsOn");
        Books.When(Deposit with { StartsOn = Today.AddDays(-30), EndsOn = Today }, ByBakery).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_talent_takes_a_place() =>
        WithOnePlace.When(Withdraw, ByLi).Answering($"{Summer}.{Li}").ThenFacts((Summer, new PlaceWithdrawn(LisPlace, Today)));

    [Fact]
    public void The_same_talent_again_changes_nothing() =>
        LiHoldsIt.When(Withdraw, ByLi).Answering($"{Summer}.{Li}").ThenNothing();

    [Fact]
    public void Nobody_takes_more_places_than_were_deposited() =>
        LiHoldsIt.When(new WithdrawPlace(Summer, Wang), ByWang).ThenRefused("no-place-left", "internshipId");

    [Fact]
    public void A_place_that_was_given_back_can_be_taken_again()
    {
        var givenBack = LiHoldsIt.Given(GiveBack);
        givenBack.When(new WithdrawPlace(Summer, Wang), ByWang)
            .ThenFacts((Summer, new PlaceWithdrawn(new Place(Summer, Bakery, "OPERATIONS", Wang, Emei), Today)));
        givenBack.When(Withdraw, ByLi).ThenFacts((Summer, new PlaceWithdrawn(LisPlace, Today)));
        givenBack.Given(Withdraw).When(GiveBack, ByLi).ThenFacts((Summer, new PlaceGivenBack(LisPlace, Today)));
    }

    [Fact]
    public void Nobody_takes_a_place_of_an_internship_that_is_over()
    {
        WithOnePlace.When(Withdraw, ByLi, September30).Accepted.Facts.ShouldHaveSingleItem();
        WithOnePlace.When(Withdraw, ByLi, September30.AddDays(1)).ThenRefused("internship-over", "internshipId");
    }

    /// <summary>A server whose clock is behind must not take a place before it was there.</summary>
    [Fact]
    public void Nobody_takes_a_place_before_it_was_deposited() =>
        WithOnePlace.When(Withdraw, ByLi, Today.AddDays(-1)).ThenRefused("no-place-left", "internshipId");

    [Fact]
    public void What_does_not_exist_is_not_taken()
    {
        Books.When(Withdraw, ByLi).ThenRefused("not-found", "internshipId");
        WithOnePlace.When(new WithdrawPlace(Summer, "talent-none")).ThenRefused("not-found", "talentId");
    }

    [Fact]
    public void A_place_is_given_back_with_what_it_was_taken_with() =>
        LiHoldsIt.When(GiveBack, ByLi, Today.AddDays(9)).ThenFacts((Summer, new PlaceGivenBack(LisPlace, Today.AddDays(9))));

    [Fact]
    public void Giving_back_twice_changes_nothing() =>
        LiHoldsIt.Given(GiveBack).When(GiveBack, ByLi).Answering($"{Summer}.{Li}").ThenNothing();

    [Fact]
    public void Nobody_gives_back_what_they_never_had()
    {
        LiHoldsIt.When(new GiveBackPlace(Summer, Wang), ByWang).ThenRefused("not-found", "internshipId");
        Books.When(GiveBack, ByLi).ThenRefused("not-found", "internshipId");
    }

    [Fact]
    public void No_place_is_given_back_after_the_internship_or_before_it_was_taken()
    {
        LiHoldsIt.When(GiveBack, ByLi, September30.AddDays(1)).ThenRefused("internship-over", "internshipId");
        LiHoldsIt.When(GiveBack, ByLi, Today.AddDays(-1)).ThenFacts((Summer, new PlaceGivenBack(LisPlace, Today)));
    }
}
