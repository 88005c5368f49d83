using TalentBank.GraphQL.Language;
using TalentBank.Server.Api;

namespace TalentBank.Server.Tests.Api;

/// <summary>What does not fit between schema and product is listed whole, before anybody is served.</summary>
public sealed class SchemaBindingTests
{
    private static readonly BindingResolvers Resolvers = new(null!, null!);

    [Fact]
    public void The_schema_and_the_product_fit() => Problems(Bank.Bindings).ShouldBeEmpty();

    [Fact]
    public void Every_field_without_a_binding_is_named()
    {
        var problems = Problems([.. Bank.Bindings.Where(binding => binding.Field is not ("Query.talentGap" or "Mutation.recordHire" or "PositionRequirement.enterprise"))]);

        problems.ShouldContain(problem => problem.Contains("Query.talentGap"));
        problems.ShouldContain(problem => problem.Contains("Mutation.recordHire"));
        problems.ShouldContain(problem => problem.Contains("PositionRequirement.enterprise"));
    }

    [Fact]
    public void A_binding_to_a_field_that_is_not_there_is_named() =>
        Problems([.. Bank.Bindings, Binding.Ask("Query.unheardOf", _ => Question.Answer(1))]).ShouldContain(problem => problem.Contains("Query.unheardOf"));

    [Fact]
    public void A_subscription_that_is_no_query_live_is_named()
    {
        Problems([.. Bank.Bindings.Where(binding => binding.Field != "Subscription.bookings")]).ShouldContain("Subscription.bookings has no events.");
        Problems([.. Bank.Bindings, Binding.Live("turnover")], new Source("extend type Subscription { turnover(asOf: Date): Turnover! }", "live.graphql"))
            .ShouldHaveSingleItem().ShouldStartWith("Subscription.turnover does not fit Query.turnover");
        Problems([.. Bank.Bindings, Binding.Live("weather")], new Source("extend type Subscription { weather(since: LogPosition): Int }", "live.graphql"))
            .ShouldContain("Subscription.weather is Query.weather live, which is not bound.");
    }

    [Fact]
    public void An_input_field_that_the_command_does_not_take_is_named() =>
        Problems(Bank.Bindings, new Source("extend input RecordHireInput { mood: String }", "mood.graphql"))
            .ShouldHaveSingleItem().ShouldContain("RecordHireInput.mood");

    [Fact]
    public void A_filter_on_what_the_read_model_has_no_column_for_is_named() =>
        Problems(Bank.Bindings, new Source("extend input PositionRequirementFilter { titleContains: String }", "title.graphql"))
            .ShouldHaveSingleItem().ShouldContain("PositionRequirementFilter.titleContains");

    [Fact]
    public void A_page_of_first_and_last_or_of_more_than_100_is_refused_also_where_the_engine_would_let_it_pass()
    {
        var schema = BankSchema.Build([.. Scalars.All]);
        var arguments = ConnectionArguments.Of(schema.QueryType!.Field("organisations")!, (EventStore.ReadModels.DocumentModel)Bank.ReadModels.First(model => model.Name == "organisations"), []);

        Refused(new() { ["first"] = 1, ["last"] = 1 }).ShouldBe("first-or-last");
        Refused(new() { ["first"] = 101 }).ShouldBe("page-out-of-range");
        Refused(new() { ["first"] = 100 }).ShouldBeNull();

        string? Refused(Dictionary<string, object?> given) => arguments.Read(given, []).Refusal?.Code;
    }

    private static IReadOnlyList<string> Problems(IReadOnlyList<Binding> bindings, params Source[] more)
    {
        SchemaFiles.TryBuild([.. Scalars.All], out var schema, out var errors, more).ShouldBeTrue(string.Join('\n', errors));
        return SchemaBinding.Bind(schema, bindings, Resolvers).Problems;
    }
}
