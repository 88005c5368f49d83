using TalentBank.Parties;

namespace TalentBank.Tests;

/// <summary>GB 32100-2015; the first code is the standard's, the next three are published ones, the last has the remainder 0.</summary>
public sealed class UsccTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91330100799655058B")]
    [InlineData("9144030071526726XG")]
    [InlineData("914403001922038216")]
    [InlineData("91511400MA60000140")]
    public void A_code_with_the_right_check_character_is_one(string code) =>
        Uscc.Parse(code, out _).ShouldNotBeNull().Code.ShouldBe(code);

    [Fact]
    public void A_code_may_be_written_in_lower_case() =>
        Uscc.Parse("91350100m000100y43", out _).ShouldNotBeNull().Code.ShouldBe("91350100M000100Y43");

    [Theory]
    [InlineData("91350100M000100Y4Z", "does not occur")]
    [InlineData("91350100M000100Y44", "should be 3, not 4")]
    [InlineData("91310115MA1H8R7C6D", "should be 7, not D")]
    [InlineData("91350100M000100Y4", "18 characters, not 17")]
    [InlineData("91350100M000100Y433", "18 characters, not 19")]
    [InlineData("91350100I000100Y43", "'I' does not occur")]
    [InlineData("91350100M000100Y4\n", "does not occur")]
    [InlineData("91350100M0001😀Y43", "'😀' does not occur")]
    [InlineData("", "18 characters, not 0")]
    public void Any_other_text_is_none_and_says_why(string text, string why)
    {
        Uscc.Parse(text, out var problem).ShouldBeNull();
        problem.ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public void No_character_counts_as_nothing()
    {
        for (var place = 0; place < 17; place++)
        {
            var code = $"91350100M000100Y4"[..place] + '\0' + "91350100M000100Y4"[(place + 1)..];
            foreach (var check in "0123456789ABCDEFGHJKLMNPQRTUWXY")
                Uscc.Parse(code + check, out _).ShouldBeNull();
        }
    }

    /// <summary>The weights are powers of 3 modulo 31, so one wrong or two swapped neighbours always show.</summary>
    [Fact]
    public void One_wrong_character_and_two_swapped_neighbours_are_noticed()
    {
        const string Code = "91330100799655058B";
        for (var place = 0; place < 18; place++)
        {
            foreach (var wrong in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(letter => letter != Code[place]))
                Uscc.Parse(Code[..place] + wrong + Code[(place + 1)..], out _).ShouldBeNull();
        }

        for (var place = 0; place < 16; place++)
        {
            if (Code[place] != Code[place + 1])
                Uscc.Parse($"{Code[..place]}{Code[place + 1]}{Code[place]}{Code[(place + 2)..]}", out _).ShouldBeNull();
        }
    }
}
