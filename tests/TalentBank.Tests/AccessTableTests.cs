using TalentBank.Access;
using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Parties;
using TalentBank.Placements;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Targets;
using TalentBank.Tests.Rules;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests;

public sealed class AccessTableTests
{
    private const string Post = "position-1";
    private const string Work = "employment-1";
    private const string Withdrawal = "credit-withdrawal-1";

    private static readonly Actor Auditor = For(OrganisationKind.Enterprise, Bakery, Role.Auditor);
    private static readonly DepositPosition Deposit = new(Post, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today);
    private static readonly RecordHire Hire = new(Work, Bakery, Post, null, null, null, Tier.Frontline, EmploymentKind.FullTime, Today);

    private static readonly Scenario Busy = Books
        .Given(Deposit)
        .Given(Hire)
        .Given(new DepositInternship("internship-1", Bakery, "OPERATIONS", "运营实习", 2, Today, Today.AddDays(90)))
        .Given(new WithdrawPlace("internship-1", Li))
        .Given(new PostPracticalCredits("credit-offer-1", Minjiang, Bakery, "实训", 2, 3, Today.AddDays(30)))
        .Given(new WithdrawCredits(Withdrawal, "credit-offer-1", Li));

    [Fact]
    public void Every_command_has_one_row() =>
        AccessTable.Commands.Select(row => row.Command.Name).Order(StringComparer.Ordinal)
            .ShouldBe(typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command))).Select(type => type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_document_model_has_one_row() =>
        AccessTable.Documents.Select(row => row.Model.Name).Order(StringComparer.Ordinal)
            .ShouldBe(Bank.ReadModels.OfType<DocumentModel>().Select(model => model.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_root_question_has_a_row()
    {
        var asked = Bank.Bindings.OfType<Binding.Answers>().Select(binding => binding.Field).Where(field => field.StartsWith("Query.", StringComparison.Ordinal));
        asked.Except(AccessTable.Questions.Keys).ShouldBeEmpty();
        AccessTable.Questions.Keys.Except(Bank.Bindings.Select(binding => binding.Field)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_column_that_access_depends_on_exists() =>
        AccessTable.Documents.SelectMany(row => row.Grants.Select(grant => grant.Column).OfType<string>().Except(row.Model.Columns.Select(column => column.Name))).ShouldBeEmpty();

    public static TheoryData<Command> OfTheBakery =>
    [
        Deposit with { PositionId = "position-9" },
        new ChangeOpenings(Post, 1, null),
        new ClosePosition(Post, null, null),
        new ConfirmNeed(Post),
        Hire with { EmploymentId = "employment-9" },
        new RecordStaff("employment-9", Bakery, [new("DESIGN", false, Tier.Frontline, EmploymentKind.FullTime, 1)], Today),
        new EndEmployment("position-9", Work, LeavingReason.Pay, true, false, Today.AddDays(1)),
        new IssueLink(Bakery, Digest.Of("secret"), [Role.Maker], null),
        new DepositInternship("internship-9", Bakery, "DESIGN", "设计实习", 1, Today, Today.AddDays(30)),
    ];

    [Theory]
    [MemberData(nameof(OfTheBakery))]
    public void An_enterprise_acts_for_itself_and_the_chamber_for_all(Command command)
    {
        Busy.When(command, ByBakery).Accepted.Facts.ShouldNotBeEmpty();
        Busy.When(command, ByChamber).Accepted.Facts.ShouldNotBeEmpty();
    }

    /// <summary>What is another's answers exactly as what does not exist.</summary>
    [Theory]
    [MemberData(nameof(OfTheBakery))]
    public void Another_enterprises_things_do_not_exist(Command command)
    {
        Busy.When(command, BySilk).ThenRefused("not-found");
        Books.When(command, BySilk).ThenRefused("not-found");
        Busy.When(command, BySilk).Decision.ShouldBeOfType<Decision.Refused>().Refusals[0].Values.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OfTheBakery))]
    public void Whose_only_role_is_auditor_sends_nothing(Command command)
    {
        Busy.When(command, Auditor).ThenRefused("not-allowed");
        Busy.When(command, For(OrganisationKind.Chamber, Chamber, Role.Auditor)).ThenRefused("not-allowed");
        Busy.When(command, For(OrganisationKind.Enterprise, Bakery, Role.Auditor, Role.Maker)).Accepted.Facts.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OfTheBakery))]
    public void Students_do_not_send_what_enterprises_send(Command command) =>
        Busy.When(command, ByLi).ThenRefused("not-allowed");

    public static TheoryData<Command> OfLi =>
    [
        new WithdrawPlace("internship-1", Li),
        new GiveBackPlace("internship-1", Li),
        new WithdrawCredits("credit-withdrawal-9", "credit-offer-1", Li),
        new GiveBackCredits(Withdrawal),
    ];

    [Theory]
    [MemberData(nameof(OfLi))]
    public void A_student_acts_for_themself_only_and_the_chamber_at_its_window(Command command)
    {
        Busy.When(command, ByLi).Accepted.Result.ShouldNotBeEmpty();
        Busy.When(command, ByChamber).Accepted.Result.ShouldNotBeEmpty();
        Busy.When(command, ByWang).ThenRefused("not-found");
        Busy.When(command, ByMinjiang).ThenRefused("not-allowed");
    }

    [Fact]
    public void A_signature_is_given_by_who_signs()
    {
        Busy.When(new AttestCompletion(Withdrawal), ByMinjiang).Accepted.Facts.ShouldHaveSingleItem();
        Busy.When(new AttestCompletion(Withdrawal), ByEmei).ThenRefused("not-found");
        Busy.When(new AttestCompletion(Withdrawal), ByBakery).ThenRefused("not-allowed");
        Busy.When(new ConfirmCompletion(Withdrawal), ByBakery).Accepted.Facts.ShouldHaveSingleItem();
        Busy.When(new ConfirmCompletion(Withdrawal), BySilk).ThenRefused("not-found");
        Busy.When(new ConfirmCompletion(Withdrawal), ByMinjiang).ThenRefused("not-allowed");
        Busy.When(new ConfirmCompletion("credit-withdrawal-none"), ByBakery).ThenRefused("not-found");
    }

    [Fact]
    public void A_university_registers_and_posts_for_itself()
    {
        var register = new RegisterTalent("talent-9", "张示范", "13800000000", null, Minjiang, null, null);
        Busy.When(register, ByMinjiang).Accepted.Facts.ShouldHaveSingleItem();
        Busy.When(register, ByEmei).ThenRefused("not-found");
        Busy.When(register with { UniversityId = null }, ByMinjiang).ThenRefused("not-found");
        Busy.When(register, ByBakery).ThenRefused("not-allowed");
        var post = new PostPracticalCredits("credit-offer-9", Minjiang, Bakery, "实训", 2, 3, Today);
        Busy.When(post, ByEmei).ThenRefused("not-found");
        Busy.When(post, ByChamber).ThenRefused("not-allowed");
    }

    [Fact]
    public void The_chamber_alone_keeps_the_directory_and_the_targets()
    {
        Command[] commands =
        [
            new RegisterOrganisation(OrganisationKind.Enterprise, "演示", Uscc.Parse("91330100799655058B", out _), null, null, null),
            new PublishDemandSurvey(Today, [new("DESIGN", 1)], 1, 1),
            new SetTarget(TargetFigure.TalentGap, 300, Today, 150, Today.AddYears(3), null),
        ];
        foreach (var command in commands)
        {
            Busy.When(command, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
            foreach (var actor in new[] { ByGovernment, ByZoneOperator, ByBakery, ByMinjiang, ByLi })
                Busy.When(command, actor).ThenRefused("not-allowed");
        }
    }

    [Fact]
    public void Nobody_but_the_bank_itself_opens_a_zone()
    {
        Scenario.Empty.When(new OpenZone(Name, "UTC", Categories), ByChamber).ThenRefused("not-allowed");
        Scenario.Empty.When(new OpenZone(Name, "UTC", Categories), ByGovernment).ThenRefused("not-allowed");
    }

    [Fact]
    public void Documents_are_seen_by_those_they_are_about()
    {
        var student = new TalentAccount(Li, Sealing.Any(Li), Sealing.Any(Li), null, Minjiang, Today);
        WhoSees(TalentAccounts.Model, student).ShouldBe([ByMinjiang, ByLi]);

        var employment = new EmploymentRecord(Work, Bakery, Post, Li, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, false, Today, null, null, null);
        WhoSees(Employments.Model, employment).ShouldBe([ByChamber, ByGovernment, ByBakery, ByLi]);

        var place = new InternshipPlace("internship-1", Bakery, Li, Minjiang, Today, null, null);
        WhoSees(InternshipPlaces.Model, place).ShouldBe([ByChamber, ByBakery, ByMinjiang, ByLi]);

        var placement = new PlacementRecord("placement-1", Placement.Unknown.Evolve(new PlacementPlanned(
            "placement-1", new Place("internship-1", Bakery, "OPERATIONS", Li, Minjiang), Minjiang, PlacementKind.Post, RuleBook.Vocational, Today, Today, Today)));
        WhoSees(PlacementFiles.Model, placement).ShouldBe([ByChamber, ByBakery, ByMinjiang, ByLi]);

        var withdrawal = new CreditWithdrawalEntry(Withdrawal, CreditWithdrawal.Unknown.Evolve(new CreditsWithdrawn(Withdrawal, new Practice("credit-offer-1", Minjiang, Bakery, Li, 2), Today)));
        WhoSees(CreditWithdrawals.Model, withdrawal).ShouldBe([ByBakery, ByMinjiang, ByLi]);
    }

    [Fact]
    public void What_is_deposited_is_seen_by_everybody()
    {
        WhoSees(OpenPositions.Model, new PositionRequirement(Post, Bakery, "OPERATIONS", true, "运营", Origin.NewDemand, Today, 3, 0, 0, null)).Count.ShouldBe(Everybody.Length);
        WhoSees(OpenInternships.Model, new InternshipEntry("internship-1", Bakery, "OPERATIONS", "实习", 1, 1, Today, Today, Today)).Count.ShouldBe(Everybody.Length);
        WhoSees(CreditOffers.Model, new CreditOfferEntry("credit-offer-1", Minjiang, Bakery, "实训", 2, 1, 1, Today, Today, new OfferRules(CreditRoute.Work, null, RouteRule.None), null)).Count.ShouldBe(Everybody.Length);
    }

    private static readonly Actor[] Everybody = [ByChamber, ByGovernment, ByZoneOperator, ByBakery, BySilk, ByMinjiang, ByEmei, ByLi, ByWang];

    private static List<Actor> WhoSees(DocumentModel model, object document) =>
        [.. Everybody.Where(actor => AccessTable.Of(model).Within(actor).All(condition => InMemoryReadModels.Holds(model, condition, document)))];
}
