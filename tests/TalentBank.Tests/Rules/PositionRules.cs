using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class PositionRules
{
    private const string Position1 = "position-1";
    private static readonly PositionDeposited Deposited = new(Position1, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today);
    private static readonly Scenario WithPosition = Books.Given(Position1, Deposited);

    private static DepositPosition Deposit => new(Position1, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, null);

    [Fact]
    public void A_deposit_takes_effect_today_if_it_says_no_date() =>
        Books.When(Deposit, ByBakery).ThenFacts((Position1, Deposited));

    [Fact]
    public void Openings_cannot_be_cut_below_none() =>
        WithPosition.When(new ChangeOpenings(Position1, -4, null), ByBakery).ThenRefused("no-opening-left", "change");
}
