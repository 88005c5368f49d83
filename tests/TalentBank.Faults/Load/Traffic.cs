using System.Collections.Concurrent;
using System.Diagnostics;

namespace TalentBank.Faults.Load;

/// <summary>
/// So many commands a second, as long as their senders are not all waiting. Each is sent again under its id, to any server,
/// until it is known what became of it; one that is not answered soon is sent again while the first try is still under way.
/// </summary>
internal sealed class Traffic(IReadOnlyList<BankClient> servers, Things things, History history, int perSecond, int seed) : IDisposable
{
    /// <summary>How many commands are unanswered at most. Unbounded, the load of an outage would outlive it.</summary>
    private const int Senders = 200;

    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<Guid, Settled> _commands = new();
    private readonly ConcurrentDictionary<Task, bool> _underWay = new();
    private readonly SemaphoreSlim _free = new(Senders);
    private readonly Random _random = new(seed);
    private readonly Stopwatch _sendingTime = new();
    private int _sent;
    private Exception? _bug;
    private CancellationTokenSource? _running;
    private Task _sending = Task.CompletedTask;

    /// <summary>Commands a second while it ran: fewer than asked for where every sender waited, or the machine had no time for it.</summary>
    public double Rate => _sent / Math.Max(1e-9, _sendingTime.Elapsed.TotalSeconds);

    /// <summary>All commands so far.</summary>
    public IReadOnlyCollection<Settled> Commands => [.. _commands.Values];

    public void Start()
    {
        _running = new CancellationTokenSource();
        _sendingTime.Start();
        _sending = Send(_running.Token);
    }

    /// <summary>Stops sending new ones, and goes on until every one is answered: those in doubt are asked for once more when nothing is under way.</summary>
    /// <returns>How many are still unknown when patience ends: a finding.</returns>
    public async Task<int> Settle()
    {
        if (_running is not null)
        {
            await _running.CancelAsync();
            await _sending;
            _sendingTime.Stop();
            _running.Dispose();
            _running = null;
        }
        var patience = Stopwatch.StartNew();
        while (!_underWay.IsEmpty && patience.Elapsed < LongestSettling)
            await Task.WhenAny(Task.WhenAll(_underWay.Keys), Task.Delay(LongestSettling - patience.Elapsed));
        if (_bug is not null)
            throw new InvalidOperationException("The traffic itself is broken.", _bug);
        await Parallel.ForEachAsync(_commands.Values.Where(command => command.IsInDoubt), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (command, _) =>
        {
            for (var n = 0; patience.Elapsed < LongestSettling; n++)
            {
                if (await Try(command, servers[n % servers.Count]) is not Answer.Unknown)
                    return;
                await Task.Delay(Pause(n), CancellationToken.None);
            }
        });
        return _commands.Values.Count(command => command.Answer is null);
    }

    /// <summary>Waits until every server accepts a command that is sent to it from now on; null where one doesn't within the bound.</summary>
    public async Task<TimeSpan?> Recovery(TimeSpan bound)
    {
        var since = Stopwatch.StartNew();
        var accepted = await Task.WhenAll(servers.Select(server => Accepts(server, since, bound)));
        return accepted.All(yes => yes) ? since.Elapsed : null;
    }

    public void Dispose()
    {
        _running?.Dispose();
        _free.Dispose();
    }

    private async Task Send(CancellationToken cancel)
    {
        var every = TimeSpan.FromSeconds(1.0 / perSecond);
        var since = Stopwatch.StartNew();
        for (var due = TimeSpan.Zero; !cancel.IsCancellationRequested; due += every)
        {
            if (due > since.Elapsed)
                await Task.Delay(due - since.Elapsed, CancellationToken.None);
            await _free.WaitAsync(CancellationToken.None);
            // What was held up is not made up for.
            due = due + Slack < since.Elapsed ? since.Elapsed : due;
            _sent++;
            _ = Tracked(Occupy(FollowUp(things.Next(_random), servers[_random.Next(servers.Count)]).Known));
        }
    }

    /// <summary>Whether a server accepts within the bound; asked with a fresh command each time, since one that hangs says nothing.</summary>
    private async Task<bool> Accepts(BankClient server, Stopwatch since, TimeSpan bound)
    {
        var probes = new List<Task<Answer>>();
        while (since.Elapsed < bound)
        {
            probes.Add(FollowUp(things.Probe(), server).First);
            await Task.WhenAny([.. probes.Where(probe => !probe.IsCompleted), Task.Delay(ProbeEvery)]);
            if (probes.Any(probe => probe is { IsCompletedSuccessfully: true, Result: Answer.Accepted }))
                return true;
            // One that failed at once is not followed by the next one at once.
            if (probes.All(probe => probe.IsCompleted))
                await Task.Delay(ProbeEvery);
        }
        return false;
    }

    /// <summary>Sends a command until it is answered.</summary>
    private (Task<Answer> First, Task<bool> Known) FollowUp(SentCommand command, BankClient server)
    {
        var settled = _commands[command.Id] = new Settled(command);
        var first = Tracked(Try(settled, server));
        return (first, Tracked(Pursue(settled, first)));
    }

    /// <summary>Sends again after a failure, and once beside a try that takes long: a second one that takes long is waited for.</summary>
    private async Task<bool> Pursue(Settled command, Task<Answer> first)
    {
        var underWay = new List<Task> { first };
        for (var n = 0; command.Answer is null; n++)
        {
            await Task.WhenAny(underWay.Count < 2 ? [.. underWay, Task.Delay(Impatience)] : underWay);
            if (command.Answer is not null)
                return true;
            if (underWay.RemoveAll(ended => ended.IsCompleted) > 0)
                await Task.Delay(Pause(n));
            underWay.Add(Tracked(Try(command, servers[Random.Shared.Next(servers.Count)])));
        }
        return true;
    }

    private async Task<bool> Occupy(Task known)
    {
        try
        {
            await known;
        }
        finally
        {
            _free.Release();
        }
        return true;
    }

    private async Task<Answer> Try(Settled command, BankClient server)
    {
        command.Try();
        var answer = await history.Send(server, command.Command);
        command.Learn(answer);
        if (answer is Answer.Accepted accepted)
            things.Learn(command.Command, accepted);
        return answer;
    }

    private Task<T> Tracked<T>(Task<T> task)
    {
        _underWay[task] = true;
        _ = task.ContinueWith(ended =>
        {
            _bug ??= ended.Exception;
            _underWay.TryRemove(ended, out _);
        }, TaskScheduler.Default);
        return task;
    }

    private static TimeSpan Pause(int tries) => TimeSpan.FromMilliseconds(Math.Min(2000, 100 << Math.Min(tries, 5)) * (0.5 + Random.Shared.NextDouble()));
}
