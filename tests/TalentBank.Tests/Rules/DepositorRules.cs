using TalentBank.Parties;
using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class DepositorRules
{
    private static readonly PromiseDeposit Promise = new("promise-1", Bakery, DepositKind.Positions, 3, Today.AddDays(10));

    /// <summary>In Shanghai the day ends at 16:00 UTC.</summary>
    [Fact]
    public void A_promise_is_due_until_the_end_of_its_day_in_the_zone()
    {
        Books.When(Promise, ByBakery).Answering("promise-1").ThenFacts((Depositor.Stream(Bakery).Name, new DepositPromised(
            "promise-1", Bakery, DepositKind.Positions, 3, Today.AddDays(10), new DateTimeOffset(Today.AddDays(10), new TimeOnly(16, 0), TimeSpan.Zero), Today)));
        Books.When(Promise, BySilk).ThenRefused("not-found");
    }

    [Fact]
    public void A_promise_is_of_what_one_can_deposit_and_within_a_year()
    {
        Books.When(Promise with { Deposit = DepositKind.Credits }, ByBakery).ThenRefused("not-theirs-to-deposit", "deposit");
        Books.When(Promise with { OrganisationId = Minjiang, Deposit = DepositKind.Credits }, ByMinjiang).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(Promise with { Amount = 0 }, ByBakery).ThenRefused("promise-out-of-range", "amount");
        Books.When(Promise with { DueOn = Today.AddDays(-1) }, ByBakery).ThenRefused("date-out-of-range", "dueOn");
        Books.Given(new SuspendOrganisation(Bakery, "证照过期")).When(Promise, ByChamber).ThenRefused("not-found", "organisationId");
    }

    [Fact]
    public void The_chamber_reminds_a_depositor_once_a_day()
    {
        var nudge = new NudgeDepositor(Bakery);
        Books.When(nudge, ByChamber).ThenFacts((Depositor.Stream(Bakery).Name, new DepositorNudged(Bakery, Today)));
        Books.Given(nudge).When(nudge, ByChamber).ThenNothing();
        Books.Given(nudge).When(nudge, ByChamber, Today.AddDays(1)).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(new NudgeDepositor("enterprise-none"), ByChamber).ThenRefused("not-found", "organisationId");
    }

    [Fact]
    public void Deposits_keep_promises_the_earliest_due_first_and_on_time_until_the_deadline()
    {
        var bank = new InMemoryBank();
        bank.Send(new OpenZone(Name, "Asia/Shanghai", Categories), Today);
        bank.Send(new RegisterOrganisation(OrganisationKind.Enterprise, "演示企业", Uscc.Parse("91511400MA6000001M", out _), null, null, null), Today);
        bank.Send(Promise with { PromiseId = "promise-later", DueOn = Today.AddDays(20) }, Today);
        bank.Send(Promise, Today);
        Standing(Today).ShouldBe((0, 0));

        // Four of six: the earlier promise is kept, one opening goes to the later.
        Deposit(4, Today.AddDays(10), new TimeOnly(15, 59));
        Standing(Today.AddDays(10)).ShouldBe((1, 1));
        Standing(Today.AddDays(21)).ShouldBe((1, 2));

        // The rest comes a minute after the day has ended.
        Deposit(2, Today.AddDays(20), new TimeOnly(16, 1));
        Standing(Today.AddDays(21)).ShouldBe((1, 2));
        Found().Promises.Select(promise => (promise.Id, promise.Deposited, promise.IsOnTime)).ShouldBe([("promise-later", 3, false), ("promise-1", 3, true)]);
        Found().IsDormantOn(Today.AddDays(110), 90).ShouldBeFalse();
        Found().IsDormantOn(Today.AddDays(111), 90).ShouldBeTrue();

        void Deposit(int openings, DateOnly day, TimeOnly time) => bank.Send(
            new DepositPosition(bank.NewId("position"), Bakery, "OPERATIONS", true, "运营专员", openings, Origin.NewDemand, day), day, at: new DateTimeOffset(day, time, TimeSpan.Zero))
            .ShouldBeOfType<Decision.Accepted>();

        DepositorRecord Found() => bank.ReadModels.Find(Depositors.Model, Bakery)!;

        (decimal, decimal) Standing(DateOnly day) => Found().TimelinessOn(day, 0) is var rate ? (rate.Numerator, rate.Denominator) : default;
    }
}
