using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Language;

/// <summary>Section 2, "Schema Coordinates".</summary>
public class SchemaCoordinateTests
{
    private static readonly Schema Schema = Schema.Build(
        """
        type Query { a(b: Int): Colour }
        enum Colour { RED }
        input I { c: Int }
        directive @d(e: Int) on FIELD
        """);

    [Theory]
    [InlineData("Query", typeof(ObjectType))]
    [InlineData("Query.a", typeof(Field))]
    [InlineData("Query.a(b:)", typeof(Argument))]
    [InlineData("Colour.RED", typeof(EnumValue))]
    [InlineData("I.c", typeof(InputField))]
    [InlineData("@d", typeof(DirectiveDefinition))]
    [InlineData("@d(e:)", typeof(Argument))]
    [InlineData("@deprecated(reason:)", typeof(Argument))]
    [InlineData("__Type.fields(includeDeprecated:)", typeof(Argument))]
    public void A_coordinate_leads_to_its_element_and_prints_as_it_was_read(string text, Type element)
    {
        var coordinate = SchemaCoordinate.Parse(text);

        coordinate.ToString().ShouldBe(text);
        Schema.Element(coordinate).ShouldBeOfType(element);
    }

    [Theory]
    [InlineData("Nothing")]
    [InlineData("Query.b")]
    [InlineData("Query.a(c:)")]
    [InlineData("Colour.RED(b:)")]
    [InlineData("@skip(unless:)")]
    public void What_the_schema_lacks_is_null(string text) => Schema.Element(SchemaCoordinate.Parse(text)).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("Query a")]
    [InlineData("Query .a")]
    [InlineData("Query.a(b)")]
    [InlineData("Query.a(b: )")]
    [InlineData("Query.a.b")]
    [InlineData("Query(b:)")]
    [InlineData("@d.e")]
    [InlineData("@ d")]
    [InlineData("1a")]
    [InlineData("Query\n")]
    [InlineData("Query#")]
    [InlineData("Größe")]
    public void Anything_else_is_none(string text)
    {
        SchemaCoordinate.TryParse(text, out var coordinate).ShouldBeFalse();

        coordinate.ShouldBeNull();
        Should.Throw<FormatException>(() => SchemaCoordinate.Parse(text));
    }

    [Fact]
    public void Every_element_is_found_by_its_coordinate()
    {
        Schema.Elements.Select(item => item.Coordinate.ToString()).ShouldBe(["@d", "@d(e:)", "Query", "Query.a", "Query.a(b:)", "Colour", "Colour.RED", "I", "I.c"]);
        foreach (var (coordinate, element) in Schema.Elements)
            Schema.Element(coordinate).ShouldBeSameAs(element);
    }
}
