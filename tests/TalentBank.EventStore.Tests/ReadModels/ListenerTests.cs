using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>Daemons that poll once an hour, so that whatever they notice they were told.</summary>
public sealed class ListenerTests : IAsyncLifetime
{
    private static readonly Fact.Deposited Deposited = new(new OpenPosition("Buyer"));
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private Bank _bank = null!;

    [Fact]
    public async Task An_append_elsewhere_is_heard_of_and_only_by_who_listens()
    {
        await using var another = await Bank.Open(Models.OpenPositions);
        var deaf = Start(_bank, listens: false);
        var daemon = Start(another, listens: true);
        await Eventually.Holds(() => Task.FromResult(_bank.Log.Reads > 0));
        await Listening(another, 1);

        await Append(_bank);
        await Append(another);
        await Eventually.Holds(() => Task.FromResult(daemon.Position == 1));
        deaf.Position.ShouldBe(0);
        await Stop();
    }

    [Fact]
    public async Task Who_waits_for_what_another_daemon_moves_does_not_wait_for_the_poll()
    {
        var owner = Start(_bank, listens: false);
        await Eventually.Holds(() => _bank.Sql<bool>("select exists (select from talentbank.leases)"));
        var follower = Start(_bank, listens: false);
        var waiting = follower.WaitFor(1, Hour);
        _bank.Log.Add("position-1", Deposited);
        owner.Nudge();
        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_made_anew()
    {
        var daemon = Start(_bank, listens: true);
        await Listening(_bank, 1);
        await _bank.Sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'");
        await Listening(_bank, 0);
        await Listening(_bank, 1);
        await Append(_bank);
        await Eventually.Holds(() => Task.FromResult(daemon.Position == 1));
    }

    public async ValueTask InitializeAsync() => _bank = await Bank.Open(Models.OpenPositions);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
        await _bank.DisposeAsync();
    }

    private async Task Stop()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    private Daemon Start(Bank bank, bool listens)
    {
        var daemon = new Daemon(bank.Log, bank.Server(), Fact.Decode) { Poll = Hour, Lease = Hour * 4 };
        _running.Add(Task.Run(() => daemon.Run(_stop.Token)));
        if (listens) _running.Add(Task.Run(() => new Listener(bank.Database, daemon).Run(_stop.Token)));
        return daemon;
    }

    /// <summary>As talentbank.append does it, which this log does not call.</summary>
    private static Task Append(Bank bank)
    {
        bank.Log.Add("position-1", Deposited);
        return bank.Sql("select pg_notify('talentbank_log', '')");
    }

    private static Task Listening(Bank bank, int count) => Eventually.Holds(async () =>
        await bank.Sql<long>("select count(*) from pg_stat_activity where datname = current_database() and query like 'listen%' and wait_event = 'ClientRead'") == count);
}
