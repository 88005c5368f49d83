using TalentBank.Fund;
using TalentBank.Hiring;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class FundRules
{
    private const string Fund1 = "fund-1";
    private static readonly Text Title = new("2026年培训专项资金", "Training fund 2026");
    private static readonly EnvelopeBudget Frontline = new(Tier.Frontline, 2_500_000m);
    private static readonly EnvelopeBudget Middle = new(Tier.Middle, 1_500_000m);
    private static readonly EnvelopeBudget Senior = new(Tier.Senior, 1_000_000m);

    private static OpenFund Open => new(Fund1, Title, 2026, 5_000_000m, [Frontline, Middle, Senior], null);

    [Fact]
    public void A_fund_opens_with_an_envelope_for_each_tier() =>
        Books.When(Open, ByGovernment).Answering(Fund1).ThenFacts(
            (Fund1, new FundOpened(Fund1, Title, 2026, 5_000_000m, [Frontline, Middle, Senior], Today)),
            ("envelope-1-frontline", new EnvelopeOpened("envelope-1-frontline", Fund1, Tier.Frontline, 2026, 2_500_000m, Today)),
            ("envelope-1-middle", new EnvelopeOpened("envelope-1-middle", Fund1, Tier.Middle, 2026, 1_500_000m, Today)),
            ("envelope-1-senior", new EnvelopeOpened("envelope-1-senior", Fund1, Tier.Senior, 2026, 1_000_000m, Today)));

    [Theory]
    [InlineData("4999999.99")]
    [InlineData("5000000.01")]
    public void Envelopes_that_do_not_add_up_to_the_fund_are_refused(string total) =>
        Books.When(Open with { Total = Yuan.TryParse(total, out var yuan) ? yuan : default }, ByGovernment).ThenRefused("envelopes-do-not-add-up", "envelopes");

    [Fact]
    public void A_tier_has_one_envelope() =>
        Books.When(Open with { Envelopes = [Frontline, Middle, Frontline] }, ByGovernment).ThenRefused("tier-twice", "envelopes");

    [Fact]
    public void A_fund_has_an_envelope() =>
        Books.When(Open with { Envelopes = [], Total = 0m }, ByGovernment).ThenRefused("envelopes-missing", "envelopes");

    [Fact]
    public void An_envelope_holds_more_than_nothing() =>
        Books.When(Open with { Envelopes = [Frontline with { Budget = 5_500_000m }, Middle with { Budget = -500_000m }] }, ByGovernment).ThenRefused("amount-out-of-range", "envelopes");

    [Fact]
    public void A_fund_is_no_larger_than_an_amount_can_be() =>
        Books.When(Open with { Envelopes = [Frontline with { Budget = Yuan.Most }, Middle], Total = Yuan.Most + 1_500_000m }, ByGovernment).ThenRefused("amount-out-of-range", "total");

    [Theory]
    [InlineData("", "Fund")]
    [InlineData("基金", "F")]
    public void A_fund_has_a_name_in_both_languages(string zh, string en) =>
        Books.When(Open with { Name = new Text(zh, en) }, ByGovernment).ThenRefused("name-out-of-range", "name");

    [Theory]
    [InlineData(2024)]
    [InlineData(2028)]
    public void A_fund_is_for_about_this_year(int year) =>
        Books.When(Open with { Year = year }, ByGovernment).ThenRefused("year-out-of-range", "year");

    [Fact]
    public void A_fund_may_open_in_the_year_before_its_own() =>
        Books.When(Open with { OpensOn = new DateOnly(2025, 12, 1) }, ByGovernment).Accepted.Facts.ShouldAllBe(fact => fact.Fact.Effective == new DateOnly(2025, 12, 1));

    [Theory]
    [InlineData(2024)]
    [InlineData(2027)]
    public void A_fund_opens_neither_long_before_its_year_nor_after_it(int year) =>
        Books.When(Open with { OpensOn = new DateOnly(year, 5, 1) }, ByGovernment).ThenRefused("date-out-of-range", "opensOn");

    [Fact]
    public void Only_the_government_opens_a_fund()
    {
        Books.When(Open, ByChamber).ThenRefused("not-allowed");
        Books.When(Open, ByLi).ThenRefused("not-allowed");
    }
}
