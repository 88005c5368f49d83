using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Tests.Language;

public sealed class LexerTests
{
    [Fact]
    public void Sources_are_cut_as_the_reference_cuts_them() => Vectors.Check("lexer", static vector =>
    {
        var lexer = new Lexer(Utf16(vector.GetProperty("source")));
        if (vector.TryGetProperty("error", out var expected))
        {
            while (lexer.Error is null && lexer.Next().Kind != TokenKind.EndOfFile)
                continue;
            if (lexer.Error is null)
                return "expected an error";
            return (lexer.Error.Message, Vectors.Places(lexer.Error)) == (expected.GetProperty("message").GetString(), Vectors.Places(expected))
                ? null
                : $"{lexer.Error} at {Vectors.Places(lexer.Error)}, expected {expected}";
        }
        foreach (var token in vector.GetProperty("tokens").EnumerateArray())
        {
            var (wanted, actual) = (Describe(token), Describe(lexer.Next()));
            if (wanted != actual)
                return $"expected {wanted}, was {actual} {lexer.Error}";
        }
        return null;
    });

    [Fact]
    public void A_position_counts_UTF_16_units_and_both_line_terminators()
    {
        var lexer = new Lexer("#\U0001F600\r\n\ra");

        lexer.Next().ShouldBe(new Token(TokenKind.Name, 6, 7, 3, 1, "a"));
    }

    [Fact]
    public void After_an_error_only_the_end_follows()
    {
        var lexer = new Lexer("a ? b");

        lexer.Next().Kind.ShouldBe(TokenKind.Name);
        lexer.Next().Kind.ShouldBe(TokenKind.EndOfFile);
        lexer.Next().Kind.ShouldBe(TokenKind.EndOfFile);
        lexer.Error!.Message.ShouldBe("Syntax Error: Unexpected character: \"?\".");
    }

    [Fact]
    public void An_error_within_a_block_string_stands_on_its_own_line()
    {
        var lexer = new Lexer("\"\"\"\r\nfirst\n  second");

        lexer.Next();

        Vectors.Places(lexer.Error!).ShouldBe("3:9");
    }

    private static string Describe(Token token) =>
        $"{Kind(token.Kind)} {token.Start}-{token.End} {token.Line}:{token.Column} {token.Value}";

    private static string Describe(JsonElement token) =>
        $"{token.GetProperty("kind")} {token.GetProperty("start")}-{token.GetProperty("end")} {token.GetProperty("line")}:{token.GetProperty("column")} "
        + (token.TryGetProperty("value", out var value) ? Utf16(value) : "");

    /// <summary>The string with the halves of surrogate pairs that the cases are about; <see cref="JsonElement.GetString"/> refuses them.</summary>
    private static string Utf16(JsonElement text) => Regex.Replace(
        text.GetRawText()[1..^1],
        """\\(u(?<unit>[0-9a-fA-F]{4})|.)""",
        static escape => escape.Groups["unit"] is { Success: true } unit
            ? ((char)ushort.Parse(unit.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
            : JsonSerializer.Deserialize<string>($"\"{escape.Value}\"")!,
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private static string Kind(TokenKind kind) => Token.Describe(kind).Trim('"');
}
