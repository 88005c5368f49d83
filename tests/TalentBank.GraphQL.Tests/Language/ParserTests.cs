using System.Text.Json;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Tests.Language;

public sealed class ParserTests
{
    [Fact]
    public void What_the_reference_reads_is_read_and_printed_as_it_prints_it() => Vectors.Check("parser-valid", static vector =>
    {
        var (node, error) = Parse(vector);
        if (vector.GetProperty("source").GetString()!.TrimStart() is var source && source.StartsWith("fragment", StringComparison.Ordinal)
            && source.IndexOf('(', StringComparison.Ordinal) is > 0 and var parenthesis && parenthesis < source.IndexOf(" on ", StringComparison.Ordinal))
        {
            // The reference reads variables of fragments when asked to; the specification has no such thing.
            return error?.Message == "Syntax Error: Expected \"on\", found \"(\"." ? null : "expected a fragment's variables to be refused";
        }
        if (error is not null)
            return $"{vector.GetProperty("source")}\n{error}";
        var printed = Printer.Print(node!);
        return printed == vector.GetProperty("printed").GetString() ? null : $"printed\n{printed}\nexpected\n{vector.GetProperty("printed")}";
    });

    [Fact]
    public void What_was_printed_is_read_as_the_same_again() => Vectors.Check("parser-valid", static vector =>
    {
        var (node, _) = Parse(vector);
        if (node is not Ast.Document)
            return null;
        var printed = Printer.Print(node);
        var again = Parser.Parse(printed);
        return again.Succeeded && Printer.Print(again.Node) == printed ? null : $"{again.Error}\n{printed}";
    });

    [Fact]
    public void What_the_reference_refuses_is_refused_at_the_same_place() => Vectors.Check("parser-invalid", static vector =>
    {
        var (_, error) = Parse(vector);
        var expected = vector.GetProperty("error");
        if (error is null)
            return "was accepted";
        // "contains more that 2 tokens" is the reference's slip of the pen.
        var message = expected.GetProperty("message").GetString()!.Replace("more that", "more than", StringComparison.Ordinal);
        return (error.Message, Vectors.Places(error)) == (message, Vectors.Places(expected)) ? null : $"{error}, expected {expected}";
    });

    [Theory]
    [InlineData("", "{")]
    [InlineData("", "{a")]
    [InlineData("{a(b:", "[")]
    [InlineData("{a(b:", "{c:")]
    [InlineData("query($a:", "[")]
    public void However_deep_a_text_nests_the_parser_answers(string before, string repeated)
    {
        Parser.Parse(before + string.Concat(Enumerable.Repeat(repeated, 100_000))).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void Nesting_is_refused_beyond_the_bound_and_read_up_to_it()
    {
        static Parsed<Ast.Document> Nested(int levels) => Parser.Parse(
            string.Concat(Enumerable.Repeat("{a", levels)) + new string('}', levels), new ParserOptions { MaxDepth = 10 });

        Nested(10).Succeeded.ShouldBeTrue();
        Nested(11).Error!.Message.ShouldBe("Syntax Error: Document nests deeper than 10 levels. Parsing aborted.");
    }

    [Fact]
    public void Tokens_are_refused_beyond_the_bound_and_read_up_to_it()
    {
        Parser.Parse("{ a b }", new ParserOptions { MaxTokens = 4 }).Succeeded.ShouldBeTrue();
        Parser.Parse("{ a b }", new ParserOptions { MaxTokens = 3 }).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void Operations_fragments_and_variables_may_be_described()
    {
        const string Text = """"
            "Who is there"
            query Who(
            "Which one"
            $id: ID!
            ) {
              ...Person
            }

            """
            What is shown
            of a person
            """
            fragment Person on Person {
              name
            }
            """";

        Printer.Print(Parser.Parse(Text).Node!).ShouldBe(Text);
    }

    [Theory]
    [InlineData("\"no\" { a }", "1:1")]
    [InlineData("\"no\" extend type A { a: Int }", "1:1")]
    [InlineData("{ a } \"no\"", "1:11")]
    public void Nothing_else_may_be_described(string text, string place)
    {
        Vectors.Places(Parser.Parse(text).Error!).ShouldBe(place);
    }

    [Fact]
    public void A_node_knows_where_it_stands()
    {
        Source source = "query Q {\n  a: b(c: 1) @d\n}";

        var operation = (Ast.OperationDefinition)Parser.Parse(source).Node!.Definitions[0];

        operation.Location.ShouldBe(new Location(source, 0, source.Text.Length, 1, 1));
        operation.SelectionSet.Selections[0].Location.ShouldBe(new Location(source, 12, 25, 2, 3));
    }

    private static (Ast.Node? Node, GraphQLError? Error) Parse(JsonElement vector)
    {
        var source = new Source(vector.GetProperty("source").GetString()!);
        var options = new ParserOptions
        {
            MaxTokens = vector.TryGetProperty("options", out var given) && given.TryGetProperty("maxTokens", out var tokens) ? tokens.GetInt32() : null,
        };
        switch (vector.GetProperty("production").GetString())
        {
            case "parseValue":
                var value = Parser.ParseValue(source, options);
                return (value.Node, value.Error);
            case "parseConstValue":
                var constant = Parser.ParseConstValue(source, options);
                return (constant.Node, constant.Error);
            case "parseType":
                var type = Parser.ParseType(source, options);
                return (type.Node, type.Error);
            default:
                var document = Parser.Parse(source, options);
                return (document.Node, document.Error);
        }
    }
}
