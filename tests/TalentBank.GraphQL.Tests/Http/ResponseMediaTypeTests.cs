using TalentBank.GraphQL.Http;

namespace TalentBank.GraphQL.Tests.Http;

public class ResponseMediaTypeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("application/*")]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    [InlineData("application/json, application/graphql-response+json")]
    [InlineData("application/graphql-response+json;q=0.5, application/json")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8")]
    [InlineData("application/graphql-response+json;q=0, */*")]
    [InlineData("application/graphql-response+json; charset=utf-16, application/json")]
    public void Json_is_what_these_ask_for(string? accept) => ResponseMediaType.Negotiate(accept).ShouldBe(ResponseMediaType.Json);

    [Theory]
    [InlineData("application/graphql-response+json")]
    [InlineData("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8")]
    [InlineData("application/json;q=0.9, application/graphql-response+json")]
    [InlineData("application/graphql-response+json, */*")]
    [InlineData("text/html, application/graphql-response+json")]
    public void The_media_type_made_for_GraphQL_is_what_these_ask_for(string accept) =>
        ResponseMediaType.Negotiate(accept).ShouldBe(ResponseMediaType.GraphQLResponse);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("*/*;q=0")]
    public void Neither_satisfies_these(string accept) => ResponseMediaType.Negotiate(accept).ShouldBeNull();
}
