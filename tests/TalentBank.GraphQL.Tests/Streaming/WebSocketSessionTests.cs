using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TalentBank.EventStore.Tests;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Streaming;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Streaming;

/// <summary>
/// <c>graphql-transport-ws</c>, as its protocol describes it, section by section: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
/// </summary>
public sealed class WebSocketSessionTests : IAsyncDisposable
{
    private const string Init = """{"type":"connection_init"}""";
    private const string Ack = """{"type":"connection_ack"}""";

    private static readonly Schema Schema = Schema.Build(
        """
        type Query { hello: String  big: String  broken: String }
        type Mutation { set(to: Int!): Int }
        type Subscription { ticks: Int  floods: String }
        """);

    private readonly HandClock _clock = new();
    private readonly Channel<object?> _ticks = Channel.CreateUnbounded<object?>();
    private readonly ConcurrentQueue<Exception> _bugs = [];
    private readonly TaskCompletionSource _unsubscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(SocketPair Pair, WebSocketSession Session, Task Running)> _open = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_a_mutation_and_a_subscription_are_answered_over_one_socket()
    {
        var (socket, _) = await Connected();

        await socket.Say("""{"id":"q","type":"subscribe","payload":{"query":"{ hello }"}}""");
        (await socket.Hear()).ShouldBe("""{"id":"q","type":"next","payload":{"data":{"hello":"world"}}}""");
        (await socket.Hear()).ShouldBe("""{"id":"q","type":"complete"}""");

        await socket.Say("""{"id":"m","type":"subscribe","payload":{"query":"mutation S($x: Int!) { set(to: $x) } query Q { hello }","operationName":"S","variables":{"x":7}}}""");
        (await socket.Hear()).ShouldBe("""{"id":"m","type":"next","payload":{"data":{"set":7}}}""");
        (await socket.Hear()).ShouldBe("""{"id":"m","type":"complete"}""");

        await socket.Say("""{"id":"s","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");
        _ticks.Writer.TryWrite(1);
        (await socket.Hear()).ShouldBe("""{"id":"s","type":"next","payload":{"data":{"ticks":1}}}""");
        _ticks.Writer.TryWrite(2);
        (await socket.Hear()).ShouldBe("""{"id":"s","type":"next","payload":{"data":{"ticks":2}}}""");
        _ticks.Writer.Complete();
        (await socket.Hear()).ShouldBe("""{"id":"s","type":"complete"}""");
    }

    [Fact]
    public async Task A_refused_operation_ends_with_an_error_and_leaves_the_socket_open()
    {
        var (socket, _) = await Connected();

        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"{ nothing }"}}""");

        (await socket.Hear()).ShouldBe(
            """{"id":"1","type":"error","payload":[{"message":"Cannot query field \"nothing\" on type \"Query\".","locations":[{"line":1,"column":3}],"extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""");
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"{ hello }"}}""");
        (await socket.Hear()).ShouldContain("world");
    }

    [Fact]
    public async Task A_subscription_that_fails_is_an_error_that_tells_no_more_than_that()
    {
        var (socket, _) = await Connected();
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");

        _ticks.Writer.Complete(new IOException("secret"));

        (await socket.Hear()).ShouldBe("""{"id":"1","type":"error","payload":[{"message":"Something went wrong.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""");
        _bugs.ShouldHaveSingleItem().Message.ShouldBe("secret");
    }

    [Fact]
    public async Task A_completed_subscription_is_unsubscribed_and_its_id_is_free()
    {
        var (socket, _) = await Connected();
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");
        _ticks.Writer.TryWrite(1);
        await socket.Hear();

        await socket.Say("""{"id":"1","type":"complete"}""");
        await _unsubscribed.Task.WaitAsync(Cancel);
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"{ hello }"}}""");

        (await socket.Hear()).ShouldContain("world");
    }

    [Fact]
    public async Task To_complete_what_is_not_there_is_ignored()
    {
        var (socket, _) = await Connected();

        await socket.Say("""{"id":"none","type":"complete"}""");

        await StillAnswers(socket);
    }

    [Theory]
    [InlineData("""{"type":"ping"}""", """{"type":"pong"}""")]
    [InlineData("""{"type":"ping","payload":{"a":[1]}}""", """{"type":"pong","payload":{"a":[1]}}""")]
    public async Task A_ping_is_answered_at_any_time(string ping, string pong)
    {
        var (socket, _) = Open();

        await socket.Say(ping);
        (await socket.Hear()).ShouldBe(pong);
        await socket.Say(Init);
        (await socket.Hear()).ShouldBe(Ack);
        await socket.Say("""{"type":"pong"}""");
        await socket.Say(ping);
        (await socket.Hear()).ShouldBe(pong);
    }

    [Theory]
    [InlineData("not JSON", "4400 Not JSON: line 1, byte 2")]
    [InlineData("[]", "4400 Invalid message")]
    [InlineData("""{"type":"stop"}""", "4400 Invalid message")]
    [InlineData("""{"type":"connection_ack"}""", "4400 Invalid message")]
    [InlineData("""{"type":"subscribe","payload":{"query":"{ hello }"}}""", "4400 Invalid message")]
    [InlineData("""{"id":"","type":"subscribe","payload":{"query":"{ hello }"}}""", "4400 Invalid message")]
    [InlineData("""{"id":1,"type":"subscribe","payload":{"query":"{ hello }"}}""", "4400 Invalid message")]
    [InlineData("""{"id":"1","type":"subscribe"}""", "4400 Invalid message")]
    [InlineData("""{"id":"1","type":"subscribe","payload":{"query":7}}""", "4400 The parameter \"query\" is required and must be a string.")]
    [InlineData("""{"type":"ping","payload":7}""", "4400 Invalid message")]
    [InlineData("""{"type":"complete"}""", "4400 Invalid message")]
    public async Task What_is_no_message_closes_the_socket(string text, string close)
    {
        var (socket, _) = await Connected();

        await socket.Say(text);

        (await socket.Hear()).ShouldBe(close);
    }

    [Fact]
    public async Task Messages_are_text()
    {
        var (socket, _) = await Connected();

        await socket.Client.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, Cancel);

        (await socket.Hear()).ShouldBe("4400 Messages are text");
    }

    [Fact]
    public async Task Who_does_not_initialise_in_time_is_closed_out()
    {
        var (socket, _) = Open();

        _clock.Advance(TimeSpan.FromSeconds(3));

        (await socket.Hear()).ShouldBe("4408 Connection initialisation timeout");
    }

    [Fact]
    public async Task Who_did_stays_however_late_it_gets()
    {
        var (socket, _) = await Connected();

        _clock.Advance(TimeSpan.FromHours(3));

        await StillAnswers(socket);
    }

    [Fact]
    public async Task Two_inits_are_one_too_many()
    {
        var (socket, _) = await Connected();

        await socket.Say(Init);

        (await socket.Hear()).ShouldBe("4429 Too many initialisation requests");
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_why()
    {
        var (socket, _) = Open(connect: (payload, _) => ValueTask.FromResult<CloseReason?>(CloseReason.Forbidden((string)payload!["why"]!)));

        await socket.Say("""{"type":"connection_init","payload":{"why":"because"}}""");

        (await socket.Hear()).ShouldBe("4403 because");
    }

    [Fact]
    public async Task Nothing_is_answered_before_the_acknowledgement()
    {
        var asked = 0;
        var admitted = new TaskCompletionSource<CloseReason?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (socket, _) = Open(connect: (_, _) => new ValueTask<CloseReason?>(admitted.Task), respond: (request, _) =>
        {
            asked++;
            return One(ExecutionResult.Refused());
        });
        await socket.Say(Init);

        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"{ hello }"}}""");

        (await socket.Hear()).ShouldBe("4401 Unauthorized");
        asked.ShouldBe(0);
        admitted.SetResult(null);
    }

    [Fact]
    public async Task A_second_subscriber_of_one_id_closes_the_socket()
    {
        var (socket, _) = await Connected();
        await socket.Say("""{"id":"same","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");

        await socket.Say("""{"id":"same","type":"subscribe","payload":{"query":"{ hello }"}}""");

        (await socket.Hear()).ShouldBe("4409 Subscriber for same already exists");
        await _unsubscribed.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task So_many_operations_at_once_and_not_one_more()
    {
        var (socket, _) = await Connected(new StreamingOptions { MaxOperations = 3, Time = _clock });
        for (var i = 0; i < 3; i++)
            await socket.Say($$$"""{"id":"{{{i}}}","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");
        await socket.Say("""{"type":"ping"}""");
        (await socket.Hear()).ShouldBe("""{"type":"pong"}""", "three are allowed");

        await socket.Say("""{"id":"3","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");

        (await socket.Hear()).ShouldBe("4429 Too many operations at once");
    }

    [Theory]
    [InlineData(0, """{"type":"pong"}""")]
    [InlineData(1, "1009 The message is too big")]
    public async Task A_message_has_so_many_bytes_at_most(int more, string answer)
    {
        var (socket, _) = await Connected(new StreamingOptions { MaxMessageBytes = 10_000, Time = _clock });

        await socket.Say("""{"type":"ping"}""".PadRight(10_000 + more));

        (await socket.Hear()).ShouldBe(answer);
    }

    [Fact]
    public async Task A_slow_reader_is_closed_and_tells_when_it_reads_on()
    {
        var (socket, _) = await Connected(new StreamingOptions { MaxQueuedBytes = 200_000 });
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"subscription { floods }"}}""");

        // The source ends when the socket does: until then it fills what it can.
        await _unsubscribed.Task.WaitAsync(Cancel);
        var heard = await socket.Hear();
        while (heard.StartsWith('{'))
            heard = await socket.Hear();

        heard.ShouldBe("1013 Messages are not taken fast enough");
    }

    [Fact]
    public async Task A_reader_that_never_reads_on_is_cut_off()
    {
        var (socket, _) = await Connected(new StreamingOptions { MaxQueuedBytes = 200_000, CloseGrace = TimeSpan.FromMilliseconds(1) });
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"subscription { floods }"}}""");

        await _open[^1].Running.WaitAsync(Cancel);

        socket.Server.State.ShouldBe(WebSocketState.Aborted);
    }

    [Fact]
    public async Task A_reader_that_keeps_up_gets_as_much_as_there_is()
    {
        var (socket, _) = await Connected(new StreamingOptions { MaxQueuedBytes = 60_000 });

        for (var i = 0; i < 100; i++)
        {
            await socket.Say($$$"""{"id":"{{{i}}}","type":"subscribe","payload":{"query":"{ big }"}}""");
            (await socket.Hear()).Length.ShouldBeGreaterThan(50_000);
            await socket.Say("""{"type":"ping"}""");
            var said = await socket.Hear();
            if (said.Contains("complete", StringComparison.Ordinal))
                said = await socket.Hear();
            said.ShouldBe("""{"type":"pong"}""");
        }
    }

    [Fact]
    public async Task The_server_closes_with_its_reason_and_ends_what_runs()
    {
        var (socket, session) = await Connected();
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");
        _ticks.Writer.TryWrite(1);
        await socket.Hear();

        session.Close(CloseReason.GoingAway);

        (await socket.Hear()).ShouldBe("1001 The server is stopping");
        await _unsubscribed.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task A_client_that_is_gone_has_unsubscribed()
    {
        var (socket, _) = await Connected();
        await socket.Say("""{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}""");
        _ticks.Writer.TryWrite(1);
        await socket.Hear();

        socket.Dispose();

        await _unsubscribed.Task.WaitAsync(Cancel);
        await _open[^1].Running.WaitAsync(Cancel);
        _bugs.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (pair, session, running) in _open)
        {
            pair.Dispose();
            await running;
            await session.DisposeAsync();
        }
    }

    private static async Task StillAnswers(SocketPair socket)
    {
        await socket.Say("""{"type":"ping"}""");
        (await socket.Hear()).ShouldBe("""{"type":"pong"}""");
    }

    private async Task<(SocketPair Socket, WebSocketSession Session)> Connected(StreamingOptions? options = null)
    {
        var (socket, session) = Open(options);
        await socket.Say(Init);
        (await socket.Hear()).ShouldBe(Ack);
        return (socket, session);
    }

    private (SocketPair Socket, WebSocketSession Session) Open(StreamingOptions? options = null, Connect? connect = null, Respond? respond = null)
    {
        var pair = SocketPair.Open();
        var session = new WebSocketSession(
            connect ?? ((_, _) => default), respond ?? Respond, (options ?? new StreamingOptions { Time = _clock }) with { OnError = _bugs.Enqueue });
        _open.Add((pair, session, session.Run(pair.Server)));
        return (pair, session);
    }

    private async IAsyncEnumerable<ExecutionResult> Respond(GraphQLRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var engine = new Engine(Schema, new Resolvers()
            .Field("Query.hello", _ => "world")
            .Field("Query.big", _ => new string('x', 50_000))
            .Field("Mutation.set", context => context.Arguments["to"])
            .Events("Subscription.ticks", _ => ValueTask.FromResult<object?>(Ticks()))
            .Events("Subscription.floods", _ => ValueTask.FromResult<object?>(Floods())));
        if (!engine.IsSubscription(request))
        {
            yield return await engine.Execute(request, null, cancel);
            yield break;
        }

        await foreach (var response in (await engine.Subscribe(request, null, cancel)).Responses(cancel))
            yield return response;
    }

    private async IAsyncEnumerable<object?> Ticks([EnumeratorCancellation] CancellationToken cancel = default)
    {
        try
        {
            await foreach (var tick in _ticks.Reader.ReadAllAsync(cancel))
                yield return tick;
        }
        finally
        {
            _unsubscribed.TrySetResult();
        }
    }

    private async IAsyncEnumerable<object?> Floods([EnumeratorCancellation] CancellationToken cancel = default)
    {
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return new string('x', 50_000);
            }
        }
        finally
        {
            _unsubscribed.TrySetResult();
        }
    }

    private static async IAsyncEnumerable<ExecutionResult> One(ExecutionResult result)
    {
        await Task.Yield();
        yield return result;
    }
}
