using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Talents;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests;

/// <summary>What a student's account answers: passbook, lots, what will expire, what can still be withdrawn; and the public check.</summary>
public sealed class CreditFigureTests
{
    private readonly InMemoryBank _bank = new();
    private readonly string _talent;
    private readonly DateOnly _earnedOn = Today.AddDays(3);

    public CreditFigureTests()
    {
        Do(new OpenZone(Name, "Asia/Shanghai", Categories));
        Do(new RegisterOrganisation(OrganisationKind.University, "演示高校", Uscc.Parse("12511400450000001A", out _), null, null, null));
        Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示企业", Uscc.Parse("91511400MA6000001M", out _), null, null, null));
        _talent = Do(new RegisterTalent(_bank.NewId("talent"), "演示学生", "13800000000", null, Minjiang, null, null));
        Do(new PublishCreditRule(Minjiang, CreditRoute.Work, [EvidenceKind.Attendance], 10, null, ShelfMonths: 3, null, null));
        Do(new PostPracticalCredits("credit-offer-1", Minjiang, Bakery, "实训", 2.5m, 2, Today.AddDays(30)));
        Do(new WithdrawCredits("credit-withdrawal-1", "credit-offer-1", _talent));
        Do(new AttestCompletion("credit-withdrawal-1"), Today.AddDays(1));
        Do(new ProvideEvidence("credit-withdrawal-1", EvidenceKind.Attendance, null), Today.AddDays(2));
    }

    [Fact]
    public void What_is_missing_is_seen_and_since_when()
    {
        var withdrawal = _bank.ReadModels.Find(CreditWithdrawals.Model, "credit-withdrawal-1")!;
        _bank.ReadModels.Answer(withdrawal.Waits()).ShouldBe([new CreditWait(EvidenceKind.Confirmation, Today.AddDays(1))]);
    }

    [Fact]
    public void The_passbook_tells_each_line_its_fact_and_the_balances_after_it()
    {
        Earn();
        Do(new AcceptCredits("credit-acceptance-1", Minjiang, null, "国际贸易实务", 2, null), _earnedOn);
        Do(new RedeemCredits("credit-redemption-1", "credit-acceptance-1", _talent), _earnedOn.AddDays(5));

        var book = PassbookOf(Account(_earnedOn.AddDays(9)), null);
        book.Lines.Select(line => (line.Because.Type, line.Because.Account, line.Because.Amount, line.Balance.Earned, line.Balance.Pending)).ShouldBe(
        [
            ("credits_withdrawn", "pending", 2.5m, 0, 2.5m),
            ("credits_earned", "pending", -2.5m, 0, 0),
            ("credits_earned", "earned", 2.5m, 2.5m, 0),
            ("credits_redeemed", "earned", -2m, 0.5m, 0),
        ]);
        book.Closing.ShouldBe(new PassbookBalance(0.5m, 0));
        PassbookOf(Account(_earnedOn), null).Closing.ShouldBe(new PassbookBalance(2.5m, 0));

        var since = PassbookOf(Account(_earnedOn.AddDays(9)), _earnedOn.AddDays(1));
        since.Opening.ShouldBe(new PassbookBalance(2.5m, 0));
        since.Lines.ShouldHaveSingleItem().Balance.Earned.ShouldBe(0.5m);

        var then = new Standpoint(_earnedOn.AddDays(9), new DateTimeOffset(_earnedOn, new TimeOnly(13, 0), TimeSpan.Zero));
        PassbookOf(Account(then), null).Closing.Earned.ShouldBe(2.5m);
    }

    [Fact]
    public void A_passbook_of_more_than_a_thousand_lines_is_asked_for_in_parts()
    {
        var models = new InMemoryReadModels();
        for (var i = 1; i <= 1001; i++)
        {
            var fact = new CreditsWithdrawn($"credit-withdrawal-{i}", new Practice("credit-offer-1", Minjiang, Bakery, _talent, 1), Today);
            models.Fold(new Recorded(i, Guid.Empty, "meishan", fact.WithdrawalId, 1, Bank.Facts.NameOf(fact), default, "member-1", Guid.Empty, fact));
        }

        models.RefusalOf(Passbook.Ask(Account(Today), null)).ShouldBe("passbook-too-long");
    }

    [Fact]
    public void A_dry_run_tells_which_lots_would_expire_by_a_day_and_warnings_which_will_soon()
    {
        Earn();
        var last = _earnedOn.AddMonths(3);
        var account = Account(_earnedOn);
        var lot = new AccountLot("credit-withdrawal-1", "credit-offer-1", Minjiang, 2.5m, _earnedOn, last, last);
        _bank.ReadModels.Answer(AccountLots.Ask(account)).ShouldBe([lot]);
        _bank.ReadModels.Answer(AccountLots.Expiring(account, last)).Lots.ShouldBeEmpty();
        _bank.ReadModels.Answer(AccountLots.Expiring(account, last.AddDays(1))).Lots.ShouldBe([lot]);
        foreach (var (daysBefore, window) in new[] { (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7) })
            _bank.ReadModels.Answer(AccountLots.Warnings(Account(last.AddDays(-daysBefore)))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(it => it.Days.ShouldBe(window), it => it.Expiring.Credits.ShouldBe(2.5m));
        _bank.ReadModels.Answer(AccountLots.Warnings(Account(last.AddDays(-91)))).ShouldBeEmpty();

        Do(new ExpireCredits(_talent), last.AddDays(1));
        Account(last.AddDays(1)).ShouldSatisfyAllConditions(it => it.Earned.ShouldBe(0), it => it.Expired.ShouldBe(2.5m));
        Account(last).Earned.ShouldBe(2.5m);
    }

    [Fact]
    public void The_effective_life_is_shown_before_redeeming()
    {
        Earn();
        Do(new AcceptCredits("credit-acceptance-1", Minjiang, null, "国际贸易实务", 2, ShelfMonths: 1), _earnedOn);
        _bank.ReadModels.Answer(AccountLots.Redeemable(Account(_earnedOn), "credit-acceptance-1")).Lots.ShouldHaveSingleItem().EffectiveLastDay.ShouldBe(_earnedOn.AddMonths(1));
        _bank.ReadModels.Answer(AccountLots.Redeemable(Account(_earnedOn.AddMonths(1).AddDays(1)), "credit-acceptance-1")).Lots.ShouldBeEmpty();
        _bank.ReadModels.RefusalOf(AccountLots.Redeemable(Account(_earnedOn), "credit-acceptance-9")).ShouldBe("not-found");
    }

    [Fact]
    public void Head_room_is_shown_with_the_version_of_its_rule()
    {
        Do(new PublishCreditRule(Minjiang, CreditRoute.Work, [], 4, null, null, null, null));
        var rooms = _bank.ReadModels.Answer(HeadRoom.Ask(_talent, Minjiang, Today));
        rooms.Single(room => room.Route is CreditRoute.Work).ShouldSatisfyAllConditions(room => room.Version.ShouldBe(2), room => room.Left.ShouldBe(1.5m), room => room.UsedThisYear.ShouldBe(2.5m));
        rooms.Single(room => room.Route is CreditRoute.Exam).ShouldSatisfyAllConditions(room => room.Version.ShouldBeNull(), room => room.Left.ShouldBeNull());
    }

    [Fact]
    public void All_units_are_conserved_and_a_lot_too_many_turns_it_red()
    {
        Earn();
        var green = _bank.ReadModels.Answer(Conservation.Ask());
        green.ShouldAllBe(it => it.Holds);
        green.Single(it => it.Unit == Units.Credits).ShouldSatisfyAllConditions(it => it.Lots.ShouldBe(2.5m), it => it.Balance.ShouldBe(2.5m));
        (green.Single(it => it.Unit == Units.Credits) with { Lots = 3 }).Holds.ShouldBeFalse();
        (green[0] with { Inside = 1, Outside = 0 }).Holds.ShouldBeFalse();
        (green[0] with { Overdrawn = ["open"] }).Holds.ShouldBeFalse();
    }

    [Fact]
    public void The_public_check_looks_at_every_account() =>
        Accounts.All.Order(StringComparer.Ordinal).ShouldBe(
            typeof(Accounts).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal));

    private void Earn() => Do(new ConfirmCompletion("credit-withdrawal-1"), _earnedOn);

    private Passbook PassbookOf(CreditAccount account, DateOnly? from) => _bank.ReadModels.Answer(Passbook.Ask(account, from));

    private CreditAccount Account(DateOnly asOf) => Account(new Standpoint(asOf, null));

    private CreditAccount Account(Standpoint standpoint) => _bank.ReadModels.Answer(CreditAccount.Ask(_talent, standpoint, Access.Actor.Bank, Today)).ShouldNotBeNull();

    private string Do(Command command, DateOnly? today = null) => _bank.Send(command, today ?? Today).ShouldBeOfType<Decision.Accepted>().Result;
}
