namespace TalentBank.Tests;

public sealed class WordingTests
{
    [Theory]
    [InlineData("运营")]
    [InlineData("𠮷野")]
    [InlineData("阿依古丽·买买提")]
    [InlineData("ab")]
    public void A_line_is_counted_in_characters_as_readers_see_them(string text) => Wording.IsLine(text, 2, 7 + 3).ShouldBeTrue();

    [Theory]
    [InlineData("𠮷")]
    [InlineData("a")]
    [InlineData(" ab")]
    [InlineData("ab ")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u2028b")]
    [InlineData("abcdefghijk")]
    public void Any_other_text_is_none(string text) => Wording.IsLine(text, 2, 10).ShouldBeFalse();

    [Fact]
    public void Codes_are_written_in_capitals() => Wording.Code(Hiring.LeavingReason.EndOfContract).ShouldBe("END_OF_CONTRACT");
}
