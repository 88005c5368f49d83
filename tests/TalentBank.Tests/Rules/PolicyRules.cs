using TalentBank.Policies;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class PolicyRules
{
    private const string Policy1 = "policy-1";
    private static readonly Text Title = new("安家补贴", "Settling-in subsidy");
    private static readonly PolicyRule Employed = Leaf("employed", "EMPLOYED", PolicyComparison.Is, "true");
    private static readonly Scenario WithPolicy = Books.Given(Publish, ByGovernment);

    private static PublishPolicy Publish => new(Policy1, null, Title, 50_000m, new PolicyRule(All: [Employed]), Today, null);

    [Fact]
    public void A_policy_is_published_as_its_first_version() =>
        Books.When(Publish, ByGovernment).Answering(Policy1)
            .ThenFacts((Policy1, new PolicyPublished(Policy1, 1, Title, 50_000m, new PolicyRule(All: [Employed]), null, Today)));

    [Fact]
    public void A_further_version_counts_on() =>
        WithPolicy.When(Publish with { NewPolicyId = "policy-2", PolicyId = Policy1, Amount = 30_000m }, ByGovernment).Answering(Policy1)
            .ThenFacts((Policy1, new PolicyPublished(Policy1, 2, Title, 30_000m, new PolicyRule(All: [Employed]), null, Today)));

    [Fact]
    public void There_is_no_further_version_of_nothing() =>
        Books.When(Publish with { PolicyId = "policy-9" }, ByGovernment).ThenRefused("not-found", "policyId");

    [Theory]
    [InlineData("0.00")]
    [InlineData("-1.00")]
    [InlineData("50000.01")]
    public void A_policy_pays_something_and_50000_at_most(string amount) =>
        Books.When(Publish with { Amount = Yuan.TryParse(amount, out var yuan) ? yuan : default }, ByGovernment).ThenRefused("amount-out-of-range", "amount");

    [Fact]
    public void A_policy_has_a_title_in_both_languages() =>
        Books.When(Publish with { Title = new Text("补", "Subsidy") }, ByGovernment).ThenRefused("name-out-of-range", "title");

    [Fact]
    public void A_policy_holds_from_a_plausible_day_and_for_a_day_at_least()
    {
        Books.When(Publish with { EffectiveFrom = Today.AddYears(2) }, ByGovernment).ThenRefused("date-out-of-range", "effectiveFrom");
        Books.When(Publish with { EffectiveUntil = Today.AddDays(-1) }, ByGovernment).ThenRefused("until-before-from", "effectiveUntil");
        Books.When(Publish with { EffectiveUntil = Today }, ByGovernment).Accepted.Facts.Count.ShouldBe(1);
    }

    [Fact]
    public void Only_the_government_publishes() =>
        Books.When(Publish, ByChamber).ThenRefused("not-allowed");

    public static readonly TheoryData<string, PolicyRule> MisshapenRules = new()
    {
        { "rule-malformed", new PolicyRule() },
        { "rule-malformed", new PolicyRule(All: []) },
        { "rule-malformed", new PolicyRule(All: [Employed], Any: [Employed]) },
        { "rule-malformed", new PolicyRule(Not: Employed, Condition: Employed.Condition) },
        { "rule-malformed", new PolicyRule(Any: [Employed, new PolicyRule()]) },
        { "condition-twice", new PolicyRule(Any: [Employed, new PolicyRule(Not: Employed)]) },
        { "rule-too-large", Enumerable.Range(1, 8).Aggregate(Employed, (rule, _) => new PolicyRule(Not: rule)) },
        { "rule-too-large", new PolicyRule(Any: [.. Enumerable.Range(1, 101).Select(number => Leaf($"c{number}", "EMPLOYED", PolicyComparison.Is, "true"))]) },
    };

    [Theory]
    [MemberData(nameof(MisshapenRules))]
    public void A_rule_has_one_part_at_each_node_and_a_bearable_size(string code, PolicyRule rule) =>
        Books.When(Publish with { Rule = rule }, ByGovernment).ThenRefused(code, "rule");

    [Theory]
    [InlineData("attribute-unknown", "AGE", PolicyComparison.AtLeast, "16")]
    [InlineData("attribute-unknown", "employed", PolicyComparison.Is, "true")]
    [InlineData("comparison-does-not-fit", "EMPLOYED", PolicyComparison.AtLeast, "true")]
    [InlineData("comparison-does-not-fit", "TIER", PolicyComparison.LessThan, "SENIOR")]
    [InlineData("comparison-does-not-fit", "EMPLOYED", PolicyComparison.OneOf, "true")]
    [InlineData("values-do-not-fit", "MONTHS_EMPLOYED", PolicyComparison.AtLeast)]
    [InlineData("values-do-not-fit", "MONTHS_EMPLOYED", PolicyComparison.AtLeast, "6", "12")]
    [InlineData("values-do-not-fit", "TIER", PolicyComparison.OneOf)]
    [InlineData("values-do-not-fit", "UNIVERSITY", PolicyComparison.IsKnown, "true")]
    [InlineData("value-ill-typed", "EMPLOYED", PolicyComparison.Is, "yes")]
    [InlineData("value-ill-typed", "MONTHS_EMPLOYED", PolicyComparison.AtLeast, "six")]
    [InlineData("value-ill-typed", "MONTHS_EMPLOYED", PolicyComparison.AtLeast, "1,000")]
    [InlineData("value-ill-typed", "EMPLOYED_SINCE", PolicyComparison.AtLeast, "2026-02-30")]
    [InlineData("value-ill-typed", "TIER", PolicyComparison.OneOf, "FRONTLINE", "EXECUTIVE")]
    [InlineData("value-ill-typed", "CATEGORY", PolicyComparison.Is, "BAKING")]
    [InlineData("value-ill-typed", "EMPLOYMENT_KIND", PolicyComparison.Is, "0")]
    [InlineData("value-ill-typed", "UNIVERSITY", PolicyComparison.Is, "enterprise-1")]
    public void A_condition_that_makes_no_sense_is_refused_by_its_id(string code, string attribute, PolicyComparison comparison, params string[] values)
    {
        var refused = Books.When(Publish with { Rule = new PolicyRule(All: [Employed, Leaf("art-4", attribute, comparison, values)]) }, ByGovernment);
        refused.ThenRefused(code, "rule");
        refused.Decision.ShouldBeOfType<Decision.Refused>().Refusals[0].Values.ShouldContain(("condition", (object?)"art-4"));
    }

    [Fact]
    public void Every_flaw_of_every_condition_is_named_at_once()
    {
        var nameless = new PolicyCondition("", new Text("第", "Clause"), "AGE", PolicyComparison.Is, ["16"]);
        Books.When(Publish with { Rule = new PolicyRule(Any: [new PolicyRule(Condition: nameless), Leaf("b", "TIER", PolicyComparison.Is, "TOP")]) }, ByGovernment)
            .Decision.ShouldBeOfType<Decision.Refused>().Refusals.Select(refusal => refusal.Code)
            .ShouldBe(["condition-id-out-of-range", "clause-out-of-range", "attribute-unknown", "value-ill-typed"]);
    }

    [Fact]
    public void A_condition_can_be_made_of_every_attribute_of_the_catalogue()
    {
        var samples = new Dictionary<string, string>
        {
            ["CATEGORY"] = "DESIGN", ["TIER"] = "NONE", ["EMPLOYMENT_KIND"] = "FULL_TIME", ["UNIVERSITY"] = Minjiang,
        };
        var leaves = PolicyAttributes.All.Select(attribute => Leaf(attribute.Code, attribute.Code, PolicyComparison.Is, attribute.Type switch
        {
            AttributeType.Flag => "true",
            AttributeType.Number => "1.5",
            AttributeType.Date => "2026-01-01",
            _ => samples[attribute.Code],
        }));
        Books.When(Publish with { Rule = new PolicyRule(All: [.. leaves]) }, ByGovernment).Accepted.Facts.Count.ShouldBe(1);
    }

    internal static PolicyRule Leaf(string id, string attribute, PolicyComparison comparison, params string[] values) =>
        new(Condition: new PolicyCondition(id, new Text($"第{id}条", $"Clause {id}"), attribute, comparison, values));
}
