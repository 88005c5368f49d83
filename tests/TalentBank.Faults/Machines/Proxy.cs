using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalentBank.Faults.Machines;

/// <summary>The network between the servers and PostgreSQL: it can be cut, go dead without a word, and lose acknowledgements.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    /// <summary>
    /// When PostgreSQL finds out that its half of a dead connection is dead. The client is never told. (TCP keep-alive takes two
    /// hours unless it is set; what a session left open would then be held that long.)
    /// </summary>
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, Task> _links = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile State _state = State.Passing;
    private int _toSwallow;

    public Proxy(int targetPort)
    {
        TargetPort = targetPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    private enum State
    {
        Passing,
        Refusing,
        Silent,
    }

    /// <summary>Where the servers find PostgreSQL, the same for the whole run.</summary>
    public int Port { get; }

    /// <summary>Where PostgreSQL is at the moment.</summary>
    public int TargetPort { get; set; }

    /// <summary>How many acknowledgements it still has to lose.</summary>
    public int ToSwallow => Volatile.Read(ref _toSwallow);

    /// <summary>Closes every connection and lets no other through.</summary>
    public void Cut()
    {
        _state = State.Refusing;
        foreach (var link in _links.Keys)
            link.Dispose();
    }

    /// <summary>Half-open: every connection, and every new one, stays open and carries nothing, for ever.</summary>
    public void FallSilent()
    {
        _state = State.Silent;
        foreach (var link in _links.Keys)
            link.FallSilent();
    }

    /// <summary>Loses the next acknowledgements of commits, each after the commit has happened, and the connection with it.</summary>
    public void SwallowAcknowledgements(int count) => Volatile.Write(ref _toSwallow, count);

    /// <summary>New connections go through again.</summary>
    public void Pass()
    {
        _state = State.Passing;
        Volatile.Write(ref _toSwallow, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        foreach (var link in _links.Keys)
            link.Dispose();
        await Task.WhenAll(_links.Values);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            TcpClient near;
            try
            {
                near = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                continue; // who asked was killed before it was let in
            }
            var link = new Link(this, near);
            _links[link] = link.Run().ContinueWith(_ => _links.TryRemove(link, out Task? _), TaskScheduler.Default);
        }
    }

    private bool TrySwallow()
    {
        while (ToSwallow is > 0 and var left)
        {
            if (Interlocked.CompareExchange(ref _toSwallow, left - 1, left) == left)
                return true;
        }
        return false;
    }

    /// <summary>One connection: its near end is a server's, its far end PostgreSQL's.</summary>
    private sealed class Link(Proxy proxy, TcpClient near) : IDisposable
    {
        private static readonly byte[] Append = Encoding.ASCII.GetBytes("talentbank.append(");
        private static readonly byte[] OneRow = Encoding.ASCII.GetBytes("SELECT 1\0");

        private readonly TcpClient _far = new();
        private volatile bool _silent;
        private volatile bool _appends;

        public async Task Run()
        {
            switch (proxy._state)
            {
                case State.Refusing:
                    Dispose();
                    return;
                case State.Silent:
                    FallSilent();
                    break;
                default:
                    try
                    {
                        await _far.ConnectAsync(IPAddress.Loopback, proxy.TargetPort);
                        near.NoDelay = _far.NoDelay = true;
                    }
                    catch (SocketException)
                    {
                        Dispose();
                        return;
                    }
                    break;
            }
            await Task.WhenAll(Carry(near, _far, IsRequest), _far.Connected ? Carry(_far, near, IsLost) : Task.CompletedTask);
        }

        public void FallSilent()
        {
            _silent = true;
            _ = Task.Delay(Keepalive).ContinueWith(_ => _far.Close(), TaskScheduler.Default);
        }

        public void Dispose()
        {
            near.Dispose();
            _far.Dispose();
        }

        /// <summary>Every request gets through; that of an append is recognised when it is prepared.</summary>
        private bool IsRequest(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IndexOf(Append) >= 0)
                _appends = true;
            return false;
        }

        /// <summary>An append's answer is one row, and PostgreSQL sends it when the transaction has committed.</summary>
        private bool IsLost(ReadOnlySpan<byte> bytes) => _appends && proxy.ToSwallow > 0 && bytes.IndexOf(OneRow) >= 0 && proxy.TrySwallow();

        private async Task Carry(TcpClient from, TcpClient to, Lossy isLost)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
                {
                    if (_silent)
                        continue;
                    if (isLost(buffer.AsSpan(0, count)))
                        break;
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception closed) when (closed is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One of the ends was closed.
            }
            // The other end of a dead connection is never told.
            if (!_silent)
                Dispose();
        }

        private delegate bool Lossy(ReadOnlySpan<byte> bytes);
    }
}
