using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Tests;

public class EngineTests
{
    private static readonly Schema Schema = Schema.Build("type Query { a(x: Int!): Int }");

    private readonly Resolvers _resolvers = new Resolvers().Field("Query.a", context => context.Argument<int>("x"));
    private int _validations;

    [Fact]
    public async Task A_request_is_parsed_validated_and_executed()
    {
        var result = await new Engine(Schema, _resolvers).Execute(new GraphQLRequest("query ($x: Int!) { a(x: $x) }", Variables: new Dictionary<string, object?> { ["x"] = 7 }));

        result.Errors.ShouldBeEmpty();
        result.Data.ShouldNotBeNull()["a"].ShouldBe(7);
    }

    [Fact]
    public async Task A_document_is_validated_once()
    {
        var engine = CountingEngine(10);

        await engine.Execute(new GraphQLRequest("{ a(x: 1) }"));
        await engine.Execute(new GraphQLRequest("{ a(x: 1) }"));

        _validations.ShouldBe(1);
    }

    [Fact]
    public async Task The_document_unused_the_longest_is_forgotten()
    {
        var engine = CountingEngine(2);
        foreach (var x in new[] { 1, 2, 1, 3, 1 })   // 3 pushes out 2
            await engine.Execute(new GraphQLRequest($"{{ a(x: {x}) }}"));
        _validations.ShouldBe(3);

        await engine.Execute(new GraphQLRequest("{ a(x: 2) }"));
        _validations.ShouldBe(4);
    }

    [Fact]
    public async Task A_refused_document_is_not_remembered()
    {
        var engine = CountingEngine(1);

        await engine.Execute(new GraphQLRequest("{ a(x: 1) }"));
        (await engine.Execute(new GraphQLRequest("{ b }"))).WasExecuted.ShouldBeFalse();
        await engine.Execute(new GraphQLRequest("{ a(x: 1) }"));

        _validations.ShouldBe(2);
    }

    [Fact]
    public async Task A_subscription_is_not_answered_as_if_it_were_a_query()
    {
        var schema = Schema.Build("type Query { a: Int } type Subscription { news: Int }");
        var asked = 0;

        var result = await new Engine(schema, new Resolvers().Field("Subscription.news", _ => ++asked)).Execute(new GraphQLRequest("subscription { news }"));

        result.WasExecuted.ShouldBeFalse();
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task An_error_of_a_rule_keeps_the_code_that_the_rule_gave_it()
    {
        var options = new EngineOptions { Validation = new ValidationOptions { Rules = [.. SpecifiedRules.All, context => new NoQuery(context)] } };

        var result = await new Engine(Schema, _resolvers, options).Execute(new GraphQLRequest("{ b }"));

        result.Errors.Select(error => error.Extensions!["code"]).ShouldBe(["LIMIT_NOTHING", "GRAPHQL_VALIDATION_FAILED"]);
    }

    private Engine CountingEngine(int remembered) => new(Schema, _resolvers, new EngineOptions
    {
        RememberedDocuments = remembered,
        Validation = new ValidationOptions
        {
            Rules = [.. SpecifiedRules.All, _ =>
            {
                _validations++;
                return new NoRule();
            }],
        },
    });

    private sealed class NoRule : Rule;

    private sealed class NoQuery(ValidationContext context) : Rule
    {
        public override void Enter(Ast.Node node)
        {
            if (node is Ast.OperationDefinition)
                context.Report(new GraphQLError("No.", node) { Extensions = new Dictionary<string, object?> { ["code"] = "LIMIT_NOTHING" } });
        }
    }
}
