using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Execution;

/// <summary>Subscriptions: specification, section 6.2.3.</summary>
public class SubscriptionTests
{
    private static readonly Schema Schema = Schema.Build(
        """
        type Query { a: Int }
        type Subscription { news(from: Int! = 0): News  count: Int! }
        type News { title: String!  length: Int  now: String }
        """);

    private readonly Channel<object?> _source = Channel.CreateUnbounded<object?>();
    private readonly List<Exception> _bugs = [];
    private bool _unsubscribed;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_has_a_response_and_the_stream_ends_with_its_source()
    {
        Publish(new News("one"), new News("three"));
        _source.Writer.Complete();

        var responses = await All(await Subscribe("subscription { news { title length } }"));

        responses.Select(Text).ShouldBe(["""{"data":{"news":{"title":"one","length":3}}}""", """{"data":{"news":{"title":"three","length":5}}}"""]);
    }

    /// <summary>CreateSourceEventStream (6.2.3.1): arguments are coerced before the events begin.</summary>
    [Fact]
    public async Task The_stream_is_resolved_with_the_arguments()
    {
        object? from = null;
        var engine = EngineWith(context => (from = context.Arguments["from"], Stream()).Item2);

        await engine.Subscribe(new GraphQLRequest("subscription ($x: Int!) { news(from: $x) { title } }", Variables: new Dictionary<string, object?> { ["x"] = 7 }), null, Cancel);

        from.ShouldBe(7);
    }

    [Theory]
    [InlineData("subscription { news { title } count }", "only one top level field")]
    [InlineData("subscription { __typename }", "introspection")]
    [InlineData("subscription { nothing }", "nothing")]
    [InlineData("subscription ($x: Int!) { news(from: $x) { title } }", "$x")]
    [InlineData("{ a }", "subscription")]
    [InlineData("subscription {", "Syntax")]
    public async Task What_is_wrong_with_the_request_is_said_before_any_event(string query, string because)
    {
        var subscription = await Subscribe(query);

        var refusal = subscription.Refusal.ShouldNotBeNull();
        refusal.WasExecuted.ShouldBeFalse();
        refusal.Errors[0].Message.ShouldContain(because);
        (await All(subscription)).ShouldBe([refusal]);
        Should.Throw<InvalidOperationException>(() => subscription.Execute(null, null, Cancel).AsTask());
    }

    /// <summary>6.2.3.1: an error of the resolver is a request error, with the field's path.</summary>
    [Fact]
    public async Task Why_a_field_gives_no_stream_is_the_clients_to_know()
    {
        var subscription = await EngineWith(_ => new FieldError("Not for you.", "FORBIDDEN")).Subscribe(new GraphQLRequest("subscription { news { title } }"), null, Cancel);

        Text(subscription.Refusal!).ShouldBe(
            """{"errors":[{"message":"Not for you.","locations":[{"line":1,"column":16}],"path":["news"],"extensions":{"code":"FORBIDDEN"}}]}""");
        _bugs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_resolver_that_throws_or_gives_no_stream_is_a_bug()
    {
        var thrown = await EngineWith(_ => throw new InvalidOperationException("secret")).Subscribe(new GraphQLRequest("subscription { news { title } }"), null, Cancel);
        var wrong = await EngineWith(_ => "no stream").Subscribe(new GraphQLRequest("subscription { news { title } }"), null, Cancel);

        foreach (var refusal in new[] { thrown.Refusal!, wrong.Refusal! })
            Text(refusal).ShouldContain("Something went wrong.");
        Text(thrown.Refusal!).ShouldNotContain("secret");
        _bugs.Count.ShouldBe(2);
    }

    /// <summary>ExecuteSubscriptionEvent (6.2.3.2): an error belongs to its event, and the next one is answered.</summary>
    [Fact]
    public async Task An_error_within_an_event_does_not_end_the_stream()
    {
        Publish(new News(null!), new FieldError("No news today."), new News("after"));
        _source.Writer.Complete();

        var responses = await All(await Subscribe("subscription { news { title } }"));

        responses.Select(response => response.Errors.Count).ShouldBe([1, 1, 0]);
        responses[0].Errors[0].Path.ShouldBe(["news", "title"]);
        Text(responses[1]).ShouldContain("No news today.");
        Text(responses[2]).ShouldBe("""{"data":{"news":{"title":"after"}}}""");
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_stream_with_its_exception()
    {
        Publish(new News("one"));
        _source.Writer.Complete(new IOException("away"));
        await using var responses = (await Subscribe("subscription { news { title } }")).Responses(Cancel).GetAsyncEnumerator(Cancel);

        (await responses.MoveNextAsync()).ShouldBeTrue();
        await Should.ThrowAsync<IOException>(async () => await responses.MoveNextAsync());
    }

    /// <summary>Unsubscribe (6.2.3.3): by ceasing to read, and by cancellation.</summary>
    [Fact]
    public async Task Whoever_stops_reading_has_unsubscribed()
    {
        Publish(new News("one"), new News("two"));
        await foreach (var response in (await Subscribe("subscription { news { title } }")).Responses(Cancel))
        {
            response.Errors.ShouldBeEmpty();
            _unsubscribed.ShouldBeFalse();
            break;
        }

        _unsubscribed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_subscription_is_left_while_it_waits_for_an_event()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var responses = (await Subscribe("subscription { news { title } }")).Responses(leaving.Token).GetAsyncEnumerator(Cancel);
        var next = responses.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await next);
        _unsubscribed.ShouldBeTrue();
    }

    /// <summary>A field with a resolver of its own is asked at each event, with a context of the event's own if the reader of the events gives one.</summary>
    [Fact]
    public async Task A_resolver_is_asked_again_at_each_event()
    {
        var resolvers = new Resolvers()
            .Events("Subscription.news", _ => ValueTask.FromResult<object?>(Stream()))
            .Events("Subscription.count", _ => ValueTask.FromResult<object?>(Stream()))
            .Field("Subscription.count", context => (int)context.Parent! + (int)context.RequestContext!)
            .Field("Query.a", _ => 1)
            .Field("News.now", context => "now")
            .Bind<News>("News");
        resolvers.Check(Schema).ShouldBeEmpty();
        Publish(1, 2);
        _source.Writer.Complete();
        var subscription = await new Engine(Schema, resolvers).Subscribe(new GraphQLRequest("subscription { count }"), 10, Cancel);

        var counts = new List<object?>();
        await foreach (var sourceEvent in subscription.Events.WithCancellation(Cancel))
            counts.Add((await subscription.Execute(sourceEvent, counts.Count * 100, Cancel)).Data!["count"]);

        counts.ShouldBe([1, 102]);
    }

    [Fact]
    public void A_subscription_without_events_is_found_at_the_start()
    {
        var problems = new Resolvers().Field("Query.a", _ => 1).Field("Subscription.count", _ => 1).Field("News.now", _ => "").Events("Query.a", _ => default).Bind<News>("News").Check(Schema);

        problems.ShouldBe(["Subscription.news has no events.", "Subscription.count has no events.", "There are events for Query.a, but the schema has no such subscription."]);
    }

    [Fact]
    public async Task Responses_are_compared_but_for_leaves_of_one_type()
    {
        Publish(new News("one"), new News("one"), new News("two"), new FieldError("No."));
        _source.Writer.Complete();
        var responses = await All(await Subscribe("subscription { news { title length } }"));

        ResponseComparison.AreEqual(responses[0], responses[1]).ShouldBeTrue();
        ResponseComparison.AreEqual(responses[0], responses[3]).ShouldBeFalse();
        ResponseComparison.AreEqual(responses[0], responses[2], except: (NamedType)Schema.Type("Int")!).ShouldBeFalse();
        ResponseComparison.AreEqual(responses[0], responses[2], except: (NamedType)Schema.Type("String")!).ShouldBeTrue("their lengths are the same");
    }

    private Task<Subscription> Subscribe(string query) => EngineWith(_ => Stream()).Subscribe(new GraphQLRequest(query), null, Cancel).AsTask();

    private Engine EngineWith(Func<FieldContext, object?> stream) => new(
        Schema,
        new Resolvers().Events("Subscription.news", context => ValueTask.FromResult(stream(context))).Field("Query.a", _ => 1),
        new EngineOptions { Execution = new ExecutorOptions { OnError = (bug, _) => _bugs.Add(bug) } });

    private void Publish(params object[] events)
    {
        foreach (var published in events)
            _source.Writer.TryWrite(published).ShouldBeTrue();
    }

    private async IAsyncEnumerable<object?> Stream([EnumeratorCancellation] CancellationToken cancel = default)
    {
        try
        {
            await foreach (var published in _source.Reader.ReadAllAsync(cancel))
                yield return published;
        }
        finally
        {
            _unsubscribed = true;
        }
    }

    private static async Task<List<ExecutionResult>> All(Subscription subscription)
    {
        var responses = new List<ExecutionResult>();
        await foreach (var response in subscription.Responses(Cancel))
            responses.Add(response);
        return responses;
    }

    private static string Text(ExecutionResult result)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private sealed record News(string Title)
    {
        public int Length => Title?.Length ?? 0;
    }
}
