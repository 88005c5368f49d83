using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Streaming;

namespace TalentBank.GraphQL.Tests.Streaming;

/// <summary>GraphQL over Server-Sent Events, "distinct connections mode": https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md.</summary>
public sealed class EventStreamSessionTests : IDisposable
{
    private static readonly ExecutionResult Refused = ExecutionResult.Refused(new GraphQLError("No."));

    private readonly Channel<ExecutionResult> _results = Channel.CreateUnbounded<ExecutionResult>();
    private readonly List<Exception> _bugs = [];
    private readonly NetworkStream _server;
    private readonly StreamReader _reader;
    private bool _unsubscribed;

    public EventStreamSessionTests()
    {
        var (client, server) = SocketPair.Sockets();
        _server = new NetworkStream(server, ownsSocket: true);
        _reader = new StreamReader(new NetworkStream(client, ownsSocket: true));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text/event-stream", true)]
    [InlineData("application/json;q=0.5, Text/Event-Stream; q=0.9", true)]
    [InlineData("text/event-stream;q=0, application/json", false)]
    [InlineData("*/*", false)]
    [InlineData("text/*", false)]
    [InlineData(null, false)]
    public void A_stream_is_for_those_who_name_it(string? accept, bool isAccepted) =>
        EventStreamSession.IsAccepted(accept).ShouldBe(isAccepted);

    [Fact]
    public async Task Each_response_is_an_event_and_the_last_says_that_it_is_complete()
    {
        var running = Run(new EventStreamSession());
        (await Line()).ShouldBe(":", "that it is connected shows at once");
        (await Line()).ShouldBe("");

        _results.Writer.TryWrite(Refused);
        (await Line()).ShouldBe("event: next");
        (await Line()).ShouldBe("""data: {"errors":[{"message":"No."}]}""");
        (await Line()).ShouldBe("");
        _results.Writer.Complete();
        (await Line()).ShouldBe("event: complete");
        (await Line()).ShouldBe("data:");
        (await Line()).ShouldBe("");

        (await running).ShouldBeTrue();
    }

    [Fact]
    public async Task A_silence_is_broken_by_comments()
    {
        var running = Run(new EventStreamSession(new StreamingOptions { KeepAlive = TimeSpan.FromMilliseconds(1) }));
        for (var i = 0; i < 5; i++)
        {
            (await Line()).ShouldBe(":");
            (await Line()).ShouldBe("");
        }

        _results.Writer.Complete();

        (await running).ShouldBeTrue();
        (await Rest()).ShouldEndWith("event: complete\ndata:\n\n");
    }

    [Fact]
    public async Task A_stream_that_is_closed_says_why_and_is_not_complete()
    {
        var session = new EventStreamSession();
        var running = Run(session);
        await Line();

        session.Close(CloseReason.GoingAway);

        (await running).ShouldBeTrue();
        (await Rest()).ShouldBe("\n: The server is stopping\n\n");
        _unsubscribed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_slow_reader_is_cut_off_and_nothing_waits_for_it()
    {
        var running = Run(new EventStreamSession(new StreamingOptions { MaxQueuedBytes = 100_000, CloseGrace = TimeSpan.FromMilliseconds(1) }), Flood());

        (await running).ShouldBeFalse();

        _unsubscribed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_is_an_event_that_tells_no_more_than_that()
    {
        var running = Run(new EventStreamSession(new StreamingOptions { OnError = _bugs.Add }));

        _results.Writer.Complete(new IOException("secret"));

        (await running).ShouldBeTrue();
        (await Rest()).ShouldBe(":\n\nevent: next\ndata: {\"errors\":[{\"message\":\"Something went wrong.\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}\n\nevent: complete\ndata:\n\n");
        _bugs.ShouldHaveSingleItem().Message.ShouldBe("secret");
    }

    [Fact]
    public async Task A_client_that_is_gone_has_unsubscribed()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = new EventStreamSession().Run(Results, _server, gone.Token);
        await Line();

        await gone.CancelAsync();

        (await running).ShouldBeFalse();
        _unsubscribed.ShouldBeTrue();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _server.Dispose();
    }

    private Task<bool> Run(EventStreamSession session, IAsyncEnumerable<ExecutionResult>? results = null) =>
        session.Run(cancel => results ?? Results(cancel), _server, Cancel);

    private async Task<string?> Line() => await _reader.ReadLineAsync(Cancel);

    private async Task<string> Rest()
    {
        _server.Dispose();
        return await _reader.ReadToEndAsync(Cancel);
    }

    private async IAsyncEnumerable<ExecutionResult> Results([EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            await foreach (var result in _results.Reader.ReadAllAsync(cancel))
                yield return result;
        }
        finally
        {
            _unsubscribed = true;
        }
    }

    private async IAsyncEnumerable<ExecutionResult> Flood([EnumeratorCancellation] CancellationToken cancel = default)
    {
        try
        {
            while (true)
            {
                cancel.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return ExecutionResult.Refused(new GraphQLError(new string('x', 50_000)));
            }
        }
        finally
        {
            _unsubscribed = true;
        }
    }
}
