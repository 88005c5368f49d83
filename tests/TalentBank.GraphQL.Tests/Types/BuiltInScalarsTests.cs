using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Types;

public sealed class BuiltInScalarsTests
{
    private static readonly Schema Schema = Schema.Build("type Query { a(i: Int f: Float s: String b: Boolean d: ID): Int }");

    public static TheoryData<string, object, object?> Results => new()
    {
        { "Int", 1, 1 },
        { "Int", 1L, 1 },
        { "Int", 1.0, 1 },
        { "Int", 1m, 1 },
        { "Int", (short)1, 1 },
        { "Int", "123", 123 },
        { "Int", true, 1 },
        { "Int", 1L << 31, null },
        { "Int", 1.5, null },
        { "Int", "one", null },
        { "Int", double.NaN, null },
        { "Int", new object(), null },
        { "Float", 1, 1.0 },
        { "Float", 1.5m, 1.5 },
        { "Float", "1.5", 1.5 },
        { "Float", double.PositiveInfinity, null },
        { "Float", "", null },
        { "String", "a", "a" },
        { "String", 1.5, "1.5" },
        { "String", true, "true" },
        { "String", new object(), null },
        { "Boolean", false, false },
        { "Boolean", 1, true },
        { "Boolean", "true", null },
        { "ID", "a", "a" },
        { "ID", 1L, "1" },
        { "ID", Guid.Empty, "00000000-0000-0000-0000-000000000000" },
        { "ID", 1.5, null },
        { "ID", true, null },
    };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void A_result_goes_out_if_nothing_is_lost(string type, object value, object? expected)
    {
        var coerced = Scalar(type).Serialize(value);

        coerced.IsRefused.ShouldBe(expected is null);
        coerced.Result.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Int", "1", true)]
    [InlineData("Int", "1.0", false)]
    [InlineData("Int", "2147483648", false)]
    [InlineData("Int", "99999999999999999999999999999999999999", false)]
    [InlineData("Float", "1", true)]
    [InlineData("Float", "1e999", false)]
    [InlineData("Float", "\"1\"", false)]
    [InlineData("String", "\"a\"", true)]
    [InlineData("String", "a", false)]
    [InlineData("Boolean", "true", true)]
    [InlineData("Boolean", "1", false)]
    [InlineData("ID", "99999999999999999999999999999999999999", true)]
    [InlineData("ID", "1.5", false)]
    public void A_literal_comes_in_if_it_is_of_the_kind(string type, string literal, bool accepted)
    {
        Scalar(type).ParseLiteral(Parser.ParseValue(literal).Node!).IsRefused.ShouldBe(!accepted);
    }

    private static ScalarType Scalar(string name) => (ScalarType)Schema.Type(name)!;
}
