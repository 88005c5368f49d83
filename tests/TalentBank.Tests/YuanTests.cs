using System.Text.Json;

namespace TalentBank.Tests;

public sealed class YuanTests
{
    [Theory]
    [InlineData("1234", "1234.00")]
    [InlineData("1234.5", "1234.50")]
    [InlineData("1234.50", "1234.50")]
    [InlineData("0.01", "0.01")]
    [InlineData("-3", "-3.00")]
    [InlineData("-0.00", "0.00")]
    [InlineData("9999999999999999.99", "9999999999999999.99")]
    public void An_amount_is_written_with_two_decimals(string text, string written)
    {
        Yuan.TryParse(text, out var yuan).ShouldBeTrue();
        yuan.ToString().ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.234")]
    [InlineData("1.000")]
    [InlineData("1,234")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1-")]
    [InlineData(" 1")]
    [InlineData("1\n")]
    [InlineData("1e3")]
    [InlineData("１２")]
    [InlineData("10000000000000000")]
    [InlineData("99999999999999999999999999999999999")]
    public void Anything_else_is_no_amount(string text) => Yuan.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Amounts_add_up_exactly()
    {
        Yuan sum = 0;
        for (var i = 0; i < 10; i++)
            sum += 0.1m;
        sum.ShouldBe(new Yuan(1));
        (sum - new Yuan(1.01m)).ShouldBe(new Yuan(-0.01m));
        (new Yuan(1) < new Yuan(1.01m)).ShouldBeTrue();
        (new Yuan(1) >= new Yuan(1.00m)).ShouldBeTrue();
    }

    [Fact]
    public void In_JSON_an_amount_is_text()
    {
        JsonSerializer.Serialize(new Yuan(50000), Json.Options).ShouldBe("\"50000.00\"");
        JsonSerializer.Deserialize<Yuan>("\"50000.00\"", Json.Options).ShouldBe(new Yuan(50000));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Yuan>("\"much\"", Json.Options));
    }
}
