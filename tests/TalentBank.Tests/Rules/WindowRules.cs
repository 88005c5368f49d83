using TalentBank.Access;
using TalentBank.Internships;
using TalentBank.Parties;
using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class WindowRules
{
    private const string Id = "entry-1";
    private static readonly OnBehalf Paper = new("负责人到窗口办理", Digest.Of("paper"));
    private static readonly DepositPosition Deposit = new("position-1", Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today);
    private static readonly EntryRecorded Recorded = new(Id, "DepositPosition", Bakery, "member-clerk", "position-1", Paper.Reason, Paper.PaperHash, Today);
    private static readonly Scenario Entered = Books.Given(Id, Recorded);

    [Fact]
    public void Who_acts_for_whom_stands_beside_what_was_entered()
    {
        Enter(Paper).ShouldBeOfType<Decision.Accepted>().Facts.ShouldHaveSingleItem()
            .ShouldBe((Id, new EntryRecorded(Id, "DepositPosition", Bakery, ByChamber.Member, "position-1", Paper.Reason, Paper.PaperHash, Today)));
        CodeOf(Enter(null)).ShouldBe("on-behalf-missing");
        CodeOf(Enter(Paper with { Reason = "" })).ShouldBe("name-out-of-range");
        CodeOf(Enter(Paper with { PaperHash = "ABC" })).ShouldBe("paper-hash-malformed");
        CodeOf(Enter(Paper, new OrganisationSuspended(Bakery, "证照过期", Today))).ShouldBe("organisation-inactive");
    }

    [Fact]
    public void The_principal_is_whose_thing_it_is_where_the_chamber_enters_it()
    {
        Principal(Deposit, ByChamber).ShouldBe(Bakery);
        Principal(Deposit, ByBakery).ShouldBeNull();
        Principal(new WithdrawPlace("internship-1", Li), ByChamber).ShouldBe(Li);
        Principal(new VetOrganisation(Bakery, VettingDecision.Endorsed, true, "已核对", null), ByChamber).ShouldBeNull("the chamber vets in its own right");
        Principal(Deposit, Actor.Bank).ShouldBeNull();
    }

    [Fact]
    public void The_principal_alone_confirms()
    {
        var confirm = new ConfirmEntry(Id);
        Entered.When(confirm, ByBakery).ThenFacts((Id, new EntryConfirmed(Id, ByBakery.Member, Today)));
        Entered.When(confirm, BySilk).ThenRefused("not-found");
        Entered.When(confirm, ByChamber).ThenRefused("not-found");
        Entered.Given(confirm, ByBakery).When(confirm, ByBakery).ThenNothing();
        Books.Given(Id, Recorded with { PrincipalId = Li }).When(confirm, ByLi).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(confirm, ByBakery).ThenRefused("not-found");
    }

    [Fact]
    public void What_is_contested_is_settled_by_the_chamber()
    {
        var contest = new ContestEntry(Id, "人数有误");
        var settle = new SettleEntry(Id, EntryOutcome.Corrected, "已更正");
        Entered.When(settle, ByChamber).ThenRefused("entry-not-contested", "entryId");
        Entered.When(contest with { Reason = "" }, ByBakery).ThenRefused("name-out-of-range", "reason");
        var contested = Entered.Given(contest, ByBakery);
        contested.When(contest, ByBakery).ThenNothing();
        contested.When(settle, ByChamber).ThenFacts((Id, new EntrySettled(Id, EntryOutcome.Corrected, "已更正", Today)));
        var settled = contested.Given(settle, ByChamber);
        settled.When(settle, ByChamber).ThenNothing();
        settled.When(contest, ByBakery).ThenRefused("entry-settled", "entryId");
        settled.When(new ConfirmEntry(Id), ByBakery).ThenRefused("entry-settled", "entryId");
        Entered.Given(new ConfirmEntry(Id), ByBakery).When(contest, ByBakery).ThenRefused("entry-settled", "entryId");
    }

    [Fact]
    public void The_role_matrix_says_what_the_rows_say()
    {
        var deposit = RoleMatrix.Rows.Single(row => row.Command == "depositPosition").Permissions;
        deposit.Select(permission => (permission.Party, permission.Whose)).ShouldBe([(OrganisationKind.Chamber, Whose.OnBehalf), (OrganisationKind.Enterprise, Whose.Own)]);
        deposit[0].Roles.ShouldBe([Role.Maker, Role.Checker, Role.Clerk]);
        RoleMatrix.Rows.Single(row => row.Command == "openZone").Permissions.ShouldBeEmpty();
        RoleMatrix.Rows.Single(row => row.Command == "withdrawPlace").Permissions[1].ShouldSatisfyAllConditions(it => it.Talents.ShouldBeTrue(), it => it.Roles.ShouldBeEmpty());
        RoleMatrix.Rows.Count.ShouldBe(AccessTable.Commands.Count);
    }

    private static Decision Enter(OnBehalf? paper, params IReadOnlyList<Fact> facts) => WindowEntry.Enter(
        Decision.Accept("position-1"), Id, "DepositPosition", Bakery, paper, Known(Id, Books.Given(Bakery, facts)), new Circumstances(Today, ByChamber));

    private static string CodeOf(Decision decision) => decision.ShouldBeOfType<Decision.Refused>().Refusals.ShouldHaveSingleItem().Code;

    private static string? Principal(Command command, Actor actor) =>
        AccessTable.Commands.Single(row => row.Command == command.GetType()).PrincipalOf(actor, command, Known(Id, Books));

    private static States Known(string entry, Scenario scenario) =>
        new(scenario.Streams.ToDictionary(stream => stream.Key, stream => StateCatalog.Fold(stream.Key, null, stream.Value)).Append(new(entry, StateCatalog.Fold(entry, null, []))).ToDictionary());
}
