using FsCheck;
using FsCheck.Fluent;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Tests.Language;

public sealed class BlockStringTests
{
    [Fact]
    public void Indentation_is_taken_away_as_the_reference_does() => Vectors.Check("block-string", static vector =>
    {
        var lines = vector.GetProperty("lines").EnumerateArray().Select(static line => line.GetString()!).ToArray();
        var expected = vector.GetProperty("value").EnumerateArray().Select(static line => line.GetString()!);
        var actual = BlockString.Dedent(lines);
        return expected.SequenceEqual(actual) ? null : $"[{string.Join('|', lines)}] gave [{string.Join('|', actual)}]";
    });

    [Fact]
    public void What_was_printed_reads_back_as_it_was()
    {
        var pieces = Gen.Elements("\"", "\"\"\"", "\\", "a", " ", "\t", "\n", "\n\n", "字", "  b", "\U0001F600");
        var texts = pieces.ListOf().Select(static list => string.Concat(list));
        Prop.ForAll(Arb.From(texts), static text =>
        {
            // Blank lines at either end are not part of any block string's value, nor is the first line's own indentation told apart.
            var value = string.Join('\n', BlockString.Dedent(text.Split('\n')));
            if (value.StartsWith(' ') || value.StartsWith('\t') || value.Trim().Length == 0)
                return true;
            var parsed = Parser.ParseValue(BlockString.Print(value));
            return ((Ast.StringValue)parsed.Node!).Value == value;
        }).QuickCheckThrowOnFailure();
    }
}
