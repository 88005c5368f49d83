using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Streaming;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Live;

/// <summary>
/// All sockets and event streams of this server. It closes those whose token has run out or whose member may act no more, and
/// all when the server stops. To look costs nothing while the log rests, else two round trips for all of them together.
/// </summary>
public sealed class LiveConnections : BackgroundService
{
    public static readonly CloseReason TokenExpired = CloseReason.Forbidden("token-expired");
    public static readonly CloseReason MembershipEnded = CloseReason.Forbidden("membership-ended");
    public static readonly CloseReason TooMany = CloseReason.Forbidden("too-many-connections");

    private readonly Actors _actors;
    private readonly Daemon _daemon;
    private readonly BankSettings _bank;
    private readonly LiveSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveConnections> _log;
    private readonly Lock _gate = new();
    private readonly HashSet<LiveConnection> _open = [];
    private CloseReason? _stopping;

    public LiveConnections(Actors actors, Daemon daemon, BankSettings bank, LiveSettings settings, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LiveConnections> log)
    {
        (_actors, _daemon, _bank, _settings, _time, _log) = (actors, daemon, bank, settings, time, log);
        lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Counts a connection in until <see cref="Leave"/>; or why it may not stay.</summary>
    public CloseReason? Enter(LiveConnection connection)
    {
        lock (_gate)
        {
            if (_stopping is not null)
                return _stopping;
            if (connection.Person.Expires <= _time.GetUtcNow())
                return TokenExpired;
            if (_open.Count(open => open.Actor.Member == connection.Actor.Member) >= _settings.ConnectionsPerPerson)
                return TooMany;
            _open.Add(connection);
            return null;
        }
    }

    public void Leave(LiveConnection connection)
    {
        lock (_gate)
            _open.Remove(connection);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var position = 0L;
        using var timer = new PeriodicTimer(_settings.Watch, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                position = await Look(position, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Closes who may stay no more; the position up to which members were looked at.</summary>
    private async Task<long> Look(long before, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        foreach (var expired in Open().Where(connection => connection.Person.Expires <= now))
            expired.Close(TokenExpired);

        var position = _daemon.Position;
        var open = Open();
        if (position == before || open.Count == 0)
            return position;
        try
        {
            var actors = await _actors.Find(_bank.Zone, [.. open.Select(connection => connection.Actor)], cancel);
            foreach (var (connection, actor) in open.Zip(actors))
            {
                if (actor is null)
                    connection.Close(MembershipEnded);
                else
                    connection.Actor = actor;
            }

            return position;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _log.LogWarning(fault, "Whether members may stay connected could not be looked up");
            return before;
        }
    }

    private IReadOnlyList<LiveConnection> Open()
    {
        lock (_gate)
            return [.. _open];
    }

    private void Stop()
    {
        lock (_gate)
            _stopping = CloseReason.GoingAway;
        foreach (var connection in Open())
            connection.Close(CloseReason.GoingAway);
    }
}
