using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TalentBank.EventStore.Tests;

/// <summary>A proxy in front of PostgreSQL that can lose a request or an answer, and the connection with it.</summary>
public sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly Task _accepting;
    private int _loss;
    private volatile int _connections;
    private volatile int _dead;

    public LossyProxy(string connectionString)
    {
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        // A pooled connection is otherwise reset along with its next request, and the answer to that would be the one to be lost.
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port, NoResetOnClose = true }.ConnectionString;
        _accepting = Accept();
    }

    public enum Loss
    {
        None,

        /// <summary>The next request never arrives.</summary>
        Request,

        /// <summary>The next request arrives and is carried out; the answer is lost.</summary>
        Answer,
    }

    public string ConnectionString { get; }

    public void LoseNext(Loss loss) => Interlocked.Exchange(ref _loss, (int)loss);

    /// <summary>The connections of now stay open and carry nothing any more (half-open); new ones do.</summary>
    public void FallSilent() => _dead = _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
                passing.Add(Pass(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task Pass(TcpClient client)
    {
        var number = Interlocked.Increment(ref _connections);
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(_target.Host!, _target.Port);
        // Whichever way ends first takes the other with it, as the sockets close.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var ways = new[] { Way(near, far, number, Loss.Request, end.Token), Way(far, near, number, Loss.Answer, end.Token) };
        await Task.WhenAny(ways);
        await end.CancelAsync();
        await Task.WhenAll(ways);
    }

    private async Task Way(TcpClient from, TcpClient to, int number, Loss loss, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, cancel) is > 0 and var count)
            {
                if (number <= _dead)
                    continue;
                if (Interlocked.CompareExchange(ref _loss, (int)Loss.None, (int)loss) == (int)loss)
                    return;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), cancel);
            }
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException)
        {
            // The other way has ended, or the proxy.
        }
    }
}
