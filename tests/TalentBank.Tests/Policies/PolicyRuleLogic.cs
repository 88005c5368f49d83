using TalentBank.Policies;
using static TalentBank.Tests.Rules.PolicyRules;

namespace TalentBank.Tests.Policies;

public sealed class PolicyRuleLogic
{
    private static readonly PolicyRule A = Leaf("a", "EMPLOYED", PolicyComparison.Is, "true");
    private static readonly PolicyRule B = Leaf("b", "EMPLOYED", PolicyComparison.Is, "true");

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, false, true)]
    [InlineData(false, false, false, false)]
    [InlineData(true, null, null, true)]
    [InlineData(false, null, false, null)]
    [InlineData(null, null, null, null)]
    public void What_is_not_known_stays_open_unless_the_rest_decides(bool? a, bool? b, bool? all, bool? any)
    {
        bool? Met(PolicyCondition condition) => condition.Id == "a" ? a : b;
        new PolicyRule(All: [A, B]).Met(Met).ShouldBe(all);
        new PolicyRule(Any: [A, B]).Met(Met).ShouldBe(any);
        new PolicyRule(Not: A).Met(Met).ShouldBe(!a);
    }

    [Fact]
    public void Conditions_come_in_the_order_in_which_they_are_written() =>
        new PolicyRule(All: [B, new PolicyRule(Any: [new PolicyRule(Not: A), Leaf("c", "EMPLOYED", PolicyComparison.Is, "true")])])
            .Conditions().Select(condition => condition.Id).ShouldBe(["b", "a", "c"]);

    [Theory]
    [InlineData(PolicyComparison.AtLeast, 5, false)]
    [InlineData(PolicyComparison.AtLeast, 6, true)]
    [InlineData(PolicyComparison.MoreThan, 6, false)]
    [InlineData(PolicyComparison.MoreThan, 7, true)]
    [InlineData(PolicyComparison.AtMost, 6, true)]
    [InlineData(PolicyComparison.AtMost, 7, false)]
    [InlineData(PolicyComparison.LessThan, 6, false)]
    [InlineData(PolicyComparison.LessThan, 5, true)]
    [InlineData(PolicyComparison.Is, 6, true)]
    [InlineData(PolicyComparison.Is, 7, false)]
    [InlineData(PolicyComparison.OneOf, 6, true)]
    public void At_least_and_more_than_differ_at_the_threshold(PolicyComparison comparison, int months, bool met) =>
        Leaf("a", "MONTHS_EMPLOYED", comparison, "6").Condition!.Met((decimal)months, AttributeType.Number).ShouldBe(met);

    [Fact]
    public void A_value_that_is_not_known_meets_nothing_but_the_question_whether_it_is()
    {
        Leaf("a", "UNIVERSITY", PolicyComparison.Is, "university-1").Condition!.Met(null, AttributeType.Code).ShouldBeNull();
        Leaf("a", "UNIVERSITY", PolicyComparison.IsKnown).Condition!.Met(null, AttributeType.Code).ShouldBe(false);
        Leaf("a", "UNIVERSITY", PolicyComparison.IsKnown).Condition!.Met("university-1", AttributeType.Code).ShouldBe(true);
    }

    [Fact]
    public void Numbers_are_equal_whatever_their_decimals() =>
        Leaf("a", "CREDITS_EARNED", PolicyComparison.Is, "6.00").Condition!.Met(6m, AttributeType.Number).ShouldBe(true);
}
