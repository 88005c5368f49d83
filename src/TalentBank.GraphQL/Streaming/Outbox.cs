using System.Threading.Channels;

namespace TalentBank.GraphQL.Streaming;

/// <summary>
/// What a client has yet to take, bounded in bytes. Nobody waits for a slow client: it is let go, so that it costs no more
/// than its bound and delays nobody.
/// </summary>
internal sealed class Outbox(int maxBytes)
{
    private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private long _bytes;

    /// <summary>Whether something had to be left out: from then on nothing more is given out either.</summary>
    public bool IsOverflown { get; private set; }

    /// <summary>False where the message does not fit beside those that wait.</summary>
    public bool TryPost(byte[] message)
    {
        var waiting = Interlocked.Add(ref _bytes, message.Length);
        if (waiting > maxBytes && waiting > message.Length)
        {
            IsOverflown = true;
            return false;
        }
        return _messages.Writer.TryWrite(message);
    }

    public void Complete() => _messages.Writer.TryComplete();

    /// <summary>Whether there will be a message; false after the last.</summary>
    public ValueTask<bool> WaitToTake(CancellationToken cancellationToken) => _messages.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake(out byte[] message)
    {
        if (IsOverflown || !_messages.Reader.TryRead(out message!))
        {
            message = [];
            return false;
        }
        return true;
    }

    /// <summary>Says that a message taken has gone.</summary>
    public void Sent(byte[] message) => Interlocked.Add(ref _bytes, -message.Length);
}
