using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Types;

public class SchemaComparisonTests
{
    private const string Before =
        """
        type Query { a(b: Int, c: [I!]): N  u: U  s: [String!]!  e: E }
        interface N { id: ID! }
        type A implements N { id: ID! }
        type B implements N { id: ID! }
        union U = A | B
        enum E { ONE TWO }
        input I { x: Int = 1  y: String }
        directive @d(f: Int) repeatable on FIELD | QUERY
        """;

    [Theory]
    [InlineData("  e: E }", " }", "Query.e was removed")]
    [InlineData("a(b: Int,", "a(", "Query.a(b:) was removed")]
    [InlineData("a(b: Int,", "a(b: Int, g: Int!,", "Query.a(g:) was added and is required")]
    [InlineData("a(b: Int,", "a(b: Int!,", "Query.a(b:) changed its type from Int to Int!")]
    [InlineData("a(b: Int,", "a(b: String,", "Query.a(b:) changed its type from Int to String")]
    [InlineData("s: [String!]!", "s: [String!]", "Query.s changed its type from [String!]! to [String!]")]
    [InlineData("s: [String!]!", "s: [String]!", "Query.s changed its type from [String!]! to [String]!")]
    [InlineData("s: [String!]!", "s: String!", "Query.s changed its type from [String!]! to String!")]
    [InlineData("ONE TWO", "ONE", "E.TWO was removed")]
    [InlineData("y: String }", "}", "I.y was removed")]
    [InlineData("y: String }", "y: String z: Int! }", "I.z was added and is required")]
    [InlineData("input I {", "input I @oneOf {", "I became @oneOf", "x: Int = 1", "x: Int")]
    [InlineData("type B implements N {", "type B {", "B no longer implements N")]
    [InlineData("A | B", "A", "U no longer includes B")]
    [InlineData("union U = A | B", "interface U { id: ID! }", "U changed from UnionType to InterfaceType")]
    [InlineData("FIELD | QUERY", "FIELD", "@d may no longer stand on QUERY")]
    [InlineData(" repeatable", "", "@d is no longer repeatable")]
    [InlineData("@d(f: Int)", "@d", "@d(f:) was removed")]
    [InlineData("type Query {", "schema { query: Root } type Root { z: Int } type Query {", "Query is no longer the root of every query")]
    public void What_clients_may_have_relied_on_is_breaking(string from, string to, string told, string and = "~", string becomes = "~") =>
        Changes(Before.Replace(from, to, StringComparison.Ordinal).Replace(and, becomes, StringComparison.Ordinal))
            .Where(change => change.Weight == ChangeWeight.Breaking).Select(change => change.ToString()).ShouldBe([told]);

    [Theory]
    [InlineData("ONE TWO", "ONE TWO THREE", "E.THREE was added")]
    [InlineData("x: Int = 1", "x: Int = 2", "I.x has the default 2 instead of 1")]
    [InlineData("x: Int = 1", "x: Int", "I.x has the default none instead of 1")]
    [InlineData("A | B", "A | B | Query", "U includes Query too")]
    public void What_clients_may_never_have_met_is_dangerous(string from, string to, string told)
    {
        var change = Changes(Before.Replace(from, to, StringComparison.Ordinal)).ShouldHaveSingleItem();

        change.ToString().ShouldBe(told);
        change.Weight.ShouldBe(ChangeWeight.Dangerous);
    }

    [Theory]
    [InlineData("e: E }", "e: E f: Int }", "Query.f was added")]
    [InlineData("a(b: Int,", "a(b: Int, g: Int! = 1,", "Query.a(g:) was added")]
    [InlineData("c: [I!]", "c: [I]", "Query.a(c:) changed its type from [I!] to [I]")]
    [InlineData("e: E }", "e: E! }", "Query.e changed its type from E to E!")]
    [InlineData("enum E", "type New { a: Int } enum E", "New was added")]
    public void What_clients_need_not_know_is_safe(string from, string to, string told)
    {
        var change = Changes(Before.Replace(from, to, StringComparison.Ordinal)).ShouldHaveSingleItem();

        change.ToString().ShouldBe(told);
        change.Weight.ShouldBe(ChangeWeight.Safe);
    }

    [Fact]
    public void Descriptions_and_the_order_of_things_are_no_change() =>
        Changes("\"What it is.\" enum E { TWO \"First.\" ONE }\n" + Before.Replace("enum E { ONE TWO }", "", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void What_goes_with_its_type_is_not_told_again() =>
        Changes(Before.Replace("enum E { ONE TWO }", "", StringComparison.Ordinal).Replace("  e: E }", " }", StringComparison.Ordinal))
            .Select(change => change.ToString()).ShouldBe(["E was removed", "Query.e was removed"]);

    private static IReadOnlyList<SchemaChange> Changes(string after) => SchemaComparison.Compare(Schema.Build(Before), Schema.Build(after));
}
