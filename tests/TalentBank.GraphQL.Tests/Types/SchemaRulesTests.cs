using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Types.Rules;

namespace TalentBank.GraphQL.Tests.Types;

public sealed class SchemaRulesTests
{
    [Fact]
    public void Schemas_are_refused_where_the_reference_refuses_them() => Vectors.Check("schema-validation", static vector =>
    {
        var errors = new List<GraphQLError>();
        var schema = SchemaBuilder.Build(Parser.Parse(vector.GetProperty("schema").GetString()!).Node!, [], errors);
        errors.AddRange(SchemaRules.Validate(schema));
        var expected = vector.GetProperty("errors").EnumerateArray().Select(Vectors.Places).Order(StringComparer.Ordinal).ToArray();
        var actual = errors.Select(Vectors.Places).Order(StringComparer.Ordinal).ToArray();
        return actual.SequenceEqual(expected)
            ? null
            : $"{vector.GetProperty("schema")}\nfound {string.Join(" | ", errors)} at {string.Join(" | ", actual)}\nexpected {vector.GetProperty("errors")}";
    });
}
