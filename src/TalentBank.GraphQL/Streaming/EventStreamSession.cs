using System.Buffers;
using System.Text;
using TalentBank.GraphQL.Execution;

namespace TalentBank.GraphQL.Streaming;

/// <summary>
/// Serves one operation as an event stream, by the "distinct connections mode" of GraphQL over Server-Sent Events
/// (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md): an event <c>next</c> for each response, refusals
/// among them, then <c>complete</c>. A stream that ends without it was cut off: a comment says why, and the client may ask again.
/// </summary>
public sealed class EventStreamSession(StreamingOptions? options = null)
{
    public const string MediaType = "text/event-stream";

    private static readonly byte[] Complete = "event: complete\ndata:\n\n"u8.ToArray();
    private static readonly byte[] KeepAlive = ":\n\n"u8.ToArray();

    private readonly StreamingOptions _options = options ?? StreamingOptions.Default;
    private readonly Outbox _outbox = new((options ?? StreamingOptions.Default).MaxQueuedBytes);
    private readonly TaskCompletionSource<CloseReason> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether an <c>Accept</c> header names the media type; ranges such as <c>*/*</c> mean it not.</summary>
    public static bool IsAccepted(string? accept) => (accept ?? "").Split(',').Any(part =>
        part.Split(';') is [var name, .. var parameters]
        && name.Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && !parameters.Any(parameter => parameter.Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0" or "q=0.00" or "q=0.000"));

    /// <summary>Ends the stream from the server's side; what waits to be sent is sent first.</summary>
    public void Close(CloseReason reason) => _closing.TrySetResult(reason);

    /// <summary>Runs until the operation is complete, the stream closed or the client gone.</summary>
    /// <returns>False where the client did not take what was sent to it: the connection is to be aborted.</returns>
    public async Task<bool> Run(Func<CancellationToken, IAsyncEnumerable<ExecutionResult>> respond, Stream output, CancellationToken aborted = default)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var closing = EndOnClose(running, lost);
        var answering = Answer(respond, running.Token);
        try
        {
            await Send(output, lost.Token);
            if (_closing.Task.IsCompletedSuccessfully)
            {
                await output.WriteAsync(Encoding.UTF8.GetBytes($": {_closing.Task.Result.Text}\n\n"), lost.Token);
                await output.FlushAsync(lost.Token);
            }
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return false;
        }
        finally
        {
            Close(CloseReason.ClientLeft);
            await closing;
            await answering;
        }
    }

    private async Task EndOnClose(CancellationTokenSource running, CancellationTokenSource lost)
    {
        await _closing.Task;
        lost.CancelAfter(_options.CloseGrace);
        await running.CancelAsync();
    }

    private async Task Answer(Func<CancellationToken, IAsyncEnumerable<ExecutionResult>> respond, CancellationToken cancel)
    {
        await Task.Yield();
        try
        {
            await foreach (var result in respond(cancel).WithCancellation(cancel))
                Post(Next(result));
            Post(Complete);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Closed, or the client has gone.
        }
        catch (Exception exception)
        {
            _options.OnError?.Invoke(exception);
            Post(Next(ExecutionResult.Refused(GraphQLError.Unexpected)));
            Post(Complete);
        }
        finally
        {
            _outbox.Complete();
        }
    }

    private void Post(byte[] message)
    {
        if (!_outbox.TryPost(message))
            Close(CloseReason.SlowReader);
    }

    private async Task Send(Stream output, CancellationToken lost)
    {
        // The first bytes tell the client that it is connected, long before the first event may come.
        await output.WriteAsync(KeepAlive, lost);
        await output.FlushAsync(lost);
        var more = _outbox.WaitToTake(lost).AsTask();
        while (true)
        {
            using (var silence = CancellationTokenSource.CreateLinkedTokenSource(lost))
            {
                if (await Task.WhenAny(more, Task.Delay(_options.KeepAlive, _options.Time, silence.Token)) != more)
                    await output.WriteAsync(KeepAlive, lost);
                await silence.CancelAsync();
            }
            if (more.IsCompleted)
            {
                if (!await more)
                    return;
                while (_outbox.TryTake(out var message))
                {
                    await output.WriteAsync(message, lost);
                    _outbox.Sent(message);
                }
                if (_outbox.IsOverflown)
                    return;
                more = _outbox.WaitToTake(lost).AsTask();
            }
            await output.FlushAsync(lost);
        }
    }

    private static byte[] Next(ExecutionResult result)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write("event: next\ndata: "u8);
        // JSON escapes line breaks, so that one line holds it.
        result.WriteTo(output);
        output.Write("\n\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
