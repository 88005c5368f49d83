using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Execution;

public class ResolversTests
{
    private static readonly Schema Schema = Schema.Build("""
        type Query { city: City  today: String }
        interface Place { name: String }
        type City implements Place { name: String  mayor: String  districts: [District] }
        type District { code: ID! }
        """);

    [Fact]
    public void Nothing_is_missing_if_every_field_has_a_resolver_or_a_property() =>
        new Resolvers()
            .Field("Query.city", _ => null)
            .Field("Query.today", _ => null)
            .Field("City.mayor", _ => null)
            .Bind<City>("City")
            .Bind<Dictionary<string, object?>>("District")
            .Check(Schema).ShouldBeEmpty();

    [Fact]
    public void Every_field_without_either_is_named() =>
        new Resolvers()
            .Field("Query.city", _ => null)
            .Bind<City>("City")
            .Check(Schema).ShouldBe(
            [
                "Query.today has no resolver, and Query is not bound to a CLR type.",
                "City.mayor has no resolver, and City has no public property Mayor.",
                "District.code has no resolver, and District is not bound to a CLR type.",
            ]);

    [Fact]
    public void A_property_that_is_no_list_does_not_fit_a_list() =>
        new Resolvers { }
            .Field("Query.city", _ => null).Field("Query.today", _ => null).Field("District.code", _ => null).Field("City.mayor", _ => null)
            .Bind<Village>("City")
            .Check(Schema).ShouldBe(["City.districts is [District], but Village.Districts is Int32."]);

    [Fact]
    public void Whatever_the_schema_does_not_have_is_named() =>
        new Resolvers { Default = _ => ValueTask.FromResult<object?>(null) }
            .Field("Query.nothing", _ => null)
            .Field("Place.name", _ => null)
            .RuntimeType("City", _ => null)
            .Bind<City>("Town")
            .Check(Schema).ShouldBe(
            [
                "There is a resolver for Query.nothing, but no object type of the schema has that field.",
                "There is a resolver for Place.name, but no object type of the schema has that field.",
                "There is a type resolver for City, but the schema has no interface or union of that name.",
                "Town is bound to a CLR type, but the schema has no object type of that name.",
            ]);

    private sealed record City(string Name, IReadOnlyList<string> Districts);

    private sealed record Village(string Name, int Districts);
}
