using TalentBank.Access;
using TalentBank.Credits;
using TalentBank.Parties;
using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class ReferenceRules
{
    private const string Number = "HR/2026-017";
    private static readonly string Stream = Reference.Stream(Bakery, Number).Name;

    [Fact]
    public void A_number_is_used_once_by_a_party()
    {
        Claim(Bakery, Number).ShouldBeOfType<Decision.Accepted>().Facts.ShouldHaveSingleItem().ShouldBe((Stream, new ReferenceClaimed(Bakery, Number, "position-1", Today)));
        CodeOf(Claim(Bakery, Number, new ReferenceClaimed(Bakery, Number, "position-0", Today))).ShouldBe("reference-taken");
        Reference.Stream(Silk, Number).Name.ShouldNotBe(Stream, "another party may use it too");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HR 17\n")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_number_is_one_line_of_at_most_64_characters(string number) => CodeOf(Claim(Bakery, number)).ShouldBe("name-out-of-range");

    [Fact]
    public void The_party_is_whose_deposit_it_is_whoever_enters_it()
    {
        var deposit = new DepositPosition("position-1", Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today);
        AccessTable.Commands.Single(row => row.Command == typeof(DepositPosition)).OwnerOf(deposit, new States(new Dictionary<string, object?>())).ShouldBe(Bakery);
        AccessTable.Commands.Where(row => row.TakesReference).ShouldContain(row => row.Command == typeof(PostPracticalCredits));
    }

    private static Decision Claim(string party, string number, params IReadOnlyList<Fact> facts)
    {
        var stream = Reference.Stream(party, number).Name;
        return Reference.Claim(Decision.Accept("position-1"), party, number, new States(new Dictionary<string, object?> { [stream] = StateCatalog.Fold(stream, null, facts) }), new Circumstances(Today, ByBakery));
    }

    private static string CodeOf(Decision decision) => decision.ShouldBeOfType<Decision.Refused>().Refusals.ShouldHaveSingleItem().Code;
}
