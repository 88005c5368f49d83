using TalentBank.Access;
using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Policies;
using TalentBank.Subsidies;
using TalentBank.Talents;
using static TalentBank.Tests.Meishan;
using static TalentBank.Tests.Rules.PolicyRules;

namespace TalentBank.Tests.Subsidies;

public sealed class EligibilityAnswers
{
    private const string Policy1 = "policy-1";
    private const string SixMonths = "art-2";
    private static readonly Text Title = new("安家补贴", "Settling-in subsidy");
    private static readonly DateOnly FirstDay = new(2026, 1, 15);
    private static readonly PolicyRule KeyForSixMonths = new(All:
    [
        Leaf("art-1", "KEY_POSITION", PolicyComparison.Is, "true"),
        Leaf(SixMonths, "MONTHS_EMPLOYED", PolicyComparison.AtLeast, "6"),
    ]);

    private readonly InMemoryReadModels _models = new();
    private int _position;

    public EligibilityAnswers()
    {
        Record(new TalentRegistered(Li, Sealed(Li), Sealed(Li), null, Minjiang, Opened), Opened);
        Record(new TalentRegistered(Wang, Sealed(Wang), Sealed(Wang), null, null, Opened), Opened);
        Record(Hired("employment-1", Bakery, Li, key: true), FirstDay);
    }

    [Theory]
    [InlineData("2026-07-14", "5", false)]
    [InlineData("2026-07-15", "6", true)]
    [InlineData("2026-01-14", "0", false)]
    public void Six_months_are_full_on_the_corresponding_day(string asOf, string months, bool eligible)
    {
        Publish(1, KeyForSixMonths);
        var answer = Ask(Day(asOf));
        answer.Eligible.ShouldBe(eligible);
        var condition = answer.Conditions.Single(condition => condition.Id == SixMonths);
        (condition.Value, condition.Met, condition.Clause.Zh).ShouldBe((months, eligible, "第art-2条"));
    }

    [Fact]
    public void A_yes_names_every_condition_and_the_amount()
    {
        Publish(1, KeyForSixMonths);
        var answer = Ask(Day("2026-08-01"));
        answer.Amount.ShouldBe(new Yuan(50_000m));
        answer.Version!.Number.ShouldBe(1);
        answer.Conditions.Select(condition => (condition.Id, condition.Value, condition.Met)).ShouldBe([("art-1", "true", true), (SixMonths, "6", true)]);
        Ask(Day("2026-02-01")).Amount.ShouldBeNull();
    }

    [Fact]
    public void An_employment_counts_to_the_day_before_it_ends()
    {
        Publish(1, Leaf("art-1", "EMPLOYED", PolicyComparison.Is, "true"));
        Record(new EmploymentEnded("employment-1", Job(Bakery, Li, true), LeavingReason.Pay, Destination.Chengdu, true, null, Day("2026-05-01")), Day("2026-05-01"));
        Ask(Day("2026-04-30")).Eligible.ShouldBe(true);
        Ask(Day("2026-05-01")).Eligible.ShouldBe(false);
    }

    [Fact]
    public void The_months_begin_again_with_a_new_employment()
    {
        Publish(1, KeyForSixMonths);
        Record(new EmploymentEnded("employment-1", Job(Bakery, Li, true), LeavingReason.Pay, Destination.Chengdu, true, null, Day("2026-05-01")), Day("2026-05-01"));
        Record(Hired("employment-2", Silk, Li, key: true, from: Day("2026-05-01")), Day("2026-05-01"));
        Ask(Day("2026-10-31")).Eligible.ShouldBe(false);
        Ask(Day("2026-11-01")).Eligible.ShouldBe(true);
    }

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-06-30", 1)]
    [InlineData("2026-07-01", 2)]
    [InlineData("2026-08-31", 2)]
    [InlineData("2026-09-01", null)]
    public void The_version_that_holds_on_the_day_is_applied(string asOf, int? version)
    {
        Publish(1, KeyForSixMonths, from: "2026-01-01");
        Publish(2, KeyForSixMonths, from: "2026-07-01", until: "2026-08-31");
        var answer = Ask(Day(asOf));
        (answer.Version?.Number).ShouldBe(version);
        if (version is null)
            (answer.Version, answer.Eligible, answer.Conditions.Count).ShouldBe((null, (bool?)false, 0));
    }

    [Fact]
    public void A_version_published_for_the_past_takes_the_place_of_the_earlier_one_but_what_was_known_stays()
    {
        Publish(1, KeyForSixMonths, from: "2026-01-01", on: "2026-01-01");
        Publish(2, Leaf("art-1", "EMPLOYED", PolicyComparison.Is, "true"), from: "2026-01-01", on: "2026-06-01");
        Ask(Day("2026-03-01")).ShouldSatisfyAllConditions(now => now.Version!.Number.ShouldBe(2), now => now.Eligible.ShouldBe(true));
        Ask(Day("2026-03-01"), knownAt: Noon("2026-05-31")).ShouldSatisfyAllConditions(then => then.Version!.Number.ShouldBe(1), then => then.Eligible.ShouldBe(false));
    }

    [Fact]
    public void A_decision_can_be_asked_again_as_it_was_known()
    {
        Publish(1, Leaf("art-1", "EMPLOYED", PolicyComparison.Is, "true"), from: "2026-01-01", on: "2026-01-01");
        Record(new EmploymentEnded("employment-1", Job(Bakery, Li, true), LeavingReason.Pay, Destination.Chengdu, true, null, Day("2026-03-01")), Day("2026-06-01"));
        Ask(Day("2026-04-01")).Eligible.ShouldBe(false);
        Ask(Day("2026-04-01"), knownAt: Noon("2026-05-31")).Eligible.ShouldBe(true);
        Ask(Day("2026-04-01"), knownAt: Noon("2024-12-31")).ShouldSatisfyAllConditions(early => early.Version.ShouldBeNull(), early => early.Eligible.ShouldBe(false));
    }

    public static readonly TheoryData<string, string, string?> Values = new()
    {
        // attribute, while employed (Li), without an employment (Wang)
        { "EMPLOYED", "true", "false" },
        { "EMPLOYED_SINCE", "2026-01-15", null },
        { "MONTHS_EMPLOYED", "4", "0" },
        { "KEY_POSITION", "true", "false" },
        { "EMPLOYMENT_KIND", "FULL_TIME", "NONE" },
        { "CATEGORY", "OPERATIONS", "NONE" },
        { "TIER", "FRONTLINE", "NONE" },
        { "CREDITS_EARNED", "0", "0" },
        { "UNIVERSITY", Minjiang, null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Attributes_are_derived_from_facts(string attribute, string employed, string? unemployed)
    {
        var first = new Standing(_models.Find(TalentProfiles.Model, Li)!, 0, Today);
        var second = new Standing(_models.Find(TalentProfiles.Model, Wang)!, 0, Today);
        var derive = PolicyAttributes.Find(attribute)!.Of;
        AttributeTypes.Write(derive(first)!).ShouldBe(employed);
        (derive(second) is { } value ? AttributeTypes.Write(value) : null).ShouldBe(unemployed);
    }

    [Fact]
    public void Every_attribute_of_the_catalogue_has_its_example() =>
        PolicyAttributes.All.Select(attribute => attribute.Code).ShouldBe(Values.Select(row => row.Data.Item1), ignoreOrder: true);

    [Fact]
    public void Earned_credits_come_from_the_ledger_on_the_day()
    {
        Publish(1, Leaf("art-3", "CREDITS_EARNED", PolicyComparison.AtLeast, "2"));
        var practice = new Practice("credit-offer-1", Minjiang, Bakery, Li, 2);
        Record(new CreditsWithdrawn("credit-withdrawal-1", practice, Day("2026-04-01")), Day("2026-04-01"));
        Record(new CreditsEarned("credit-withdrawal-1", practice, Day("2026-05-01")), Day("2026-05-01"));
        Ask(Day("2026-04-30")).Conditions.Single().Value.ShouldBe("0");
        Ask(Day("2026-05-01")).ShouldSatisfyAllConditions(
            answer => answer.Conditions.Single().Value.ShouldBe("2"),
            answer => answer.Eligible.ShouldBe(true));
        Ask(Day("2026-05-01"), talent: Wang).Eligible.ShouldBe(false);
    }

    [Fact]
    public void What_hinges_on_something_not_known_is_neither_yes_nor_no()
    {
        Publish(1, Leaf("art-4", "UNIVERSITY", PolicyComparison.Is, Minjiang));
        Ask(Today).Eligible.ShouldBe(true);
        Ask(Today, talent: Wang).ShouldSatisfyAllConditions(
            answer => answer.Eligible.ShouldBeNull(),
            answer => answer.Amount.ShouldBeNull(),
            answer => answer.Conditions.Single().Met.ShouldBeNull());
    }

    [Fact]
    public void A_full_time_employment_goes_before_others_that_hold_on_the_day()
    {
        Record(new TalentHired("employment-0", Job(Silk, Li, false) with { Kind = EmploymentKind.PartTime }, false, FirstDay.AddDays(-10)), FirstDay);
        var profile = _models.Find(TalentProfiles.Model, Li)!;
        profile.EmploymentOn(Today)!.Id.ShouldBe("employment-1");
        profile.EmploymentOn(FirstDay.AddDays(-1))!.Id.ShouldBe("employment-0");
    }

    public static readonly TheoryData<string, Actor, bool> Askers = new()
    {
        { "the talent", ByLi, true },
        { "the government", ByGovernment, true },
        { "the chamber", ByChamber, true },
        { "the employer", ByBakery, true },
        { "another talent", ByWang, false },
        { "another enterprise", BySilk, false },
        { "the university", ByMinjiang, false },
        { "the zone operator", ByZoneOperator, false },
    };

    [Theory]
    [MemberData(nameof(Askers))]
    public void Who_may_not_ask_does_not_learn_that_the_talent_exists(string who, Actor actor, bool may)
    {
        Publish(1, KeyForSixMonths);
        if (may)
            Ask(Today, actor).Conditions.Count.ShouldBe(2, who);
        else
            _models.RefusalOf(Eligibility.Ask(Policy1, Li, new Standpoint(null, null), actor, Today)).ShouldBe("not-found", who);
    }

    [Fact]
    public void An_enterprise_asks_neither_for_leavers_nor_about_the_time_before_they_came()
    {
        Publish(1, KeyForSixMonths, from: "2025-06-01");
        var before = new Standpoint(FirstDay.AddDays(-1), null);
        _models.RefusalOf(Eligibility.Ask(Policy1, Li, before, ByBakery, Today)).ShouldBe("not-found");
        Record(new EmploymentEnded("employment-1", Job(Bakery, Li, true), LeavingReason.Pay, Destination.Chengdu, true, null, Today), Today);
        _models.RefusalOf(Eligibility.Ask(Policy1, Li, new Standpoint(FirstDay, null), ByBakery, Today)).ShouldBe("not-found");
    }

    [Fact]
    public void An_employer_does_not_learn_what_is_private()
    {
        Publish(1, new PolicyRule(All: [Leaf("art-1", "KEY_POSITION", PolicyComparison.Is, "true"), Leaf("art-4", "UNIVERSITY", PolicyComparison.Is, Minjiang)]));
        Ask(Today, ByLi).Eligible.ShouldBe(true);
        var seen = Ask(Today, ByBakery);
        seen.Eligible.ShouldBeNull();
        seen.Conditions.Select(condition => (condition.Value, condition.Met, condition.Hidden)).ShouldBe([("true", (bool?)true, false), (null, null, true)]);
    }

    [Fact]
    public void Nobody_is_eligible_for_a_policy_that_does_not_exist_nor_if_they_do_not()
    {
        _models.RefusalOf(Eligibility.Ask("policy-9", Li, new Standpoint(null, null), ByGovernment, Today)).ShouldBe("not-found");
        _models.RefusalOf(Eligibility.Ask(Policy1, "talent-9", new Standpoint(null, null), ByGovernment, Today)).ShouldBe("not-found");
    }

    [Fact]
    public void Nobody_reads_the_profiles_as_a_whole() =>
        AccessTable.Documents.Single(row => row.Model == TalentProfiles.Model).Within(ByGovernment).ShouldHaveSingleItem().Values.ShouldBeEmpty();

    private Eligibility Ask(DateOnly asOf, Actor? by = null, string talent = Li, DateTimeOffset? knownAt = null) =>
        _models.Answer(Eligibility.Ask(Policy1, talent, new Standpoint(asOf, knownAt), by ?? Actor.Bank, Today));

    private void Publish(int version, PolicyRule rule, string from = "2026-01-01", string? until = null, string on = "2025-06-01") =>
        Record(new PolicyPublished(Policy1, version, Title, 50_000m, rule, until is null ? null : Day(until), Day(from)), Day(on));

    private static TalentHired Hired(string id, string enterprise, string talent, bool key, DateOnly? from = null) => new(id, Job(enterprise, talent, key), false, from ?? FirstDay);

    private static Job Job(string enterprise, string talent, bool key) => new(enterprise, null, talent, "OPERATIONS", key, Tier.Frontline, EmploymentKind.FullTime);

    private static Personal.Sealed Sealed(string person) => new Personal.Sealed(person, RetentionClass.Profile, [], [], null);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static DateTimeOffset Noon(string day) => new(Day(day), new TimeOnly(12, 0), TimeSpan.Zero);

    private void Record(Fact fact, DateOnly on) =>
        _models.Fold(new Recorded(++_position, Guid.Empty, "meishan", "x", _position, Bank.Facts.NameOf(fact), new DateTimeOffset(on, new TimeOnly(12, 0), TimeSpan.Zero), "member-1", Guid.Empty, fact));
}
