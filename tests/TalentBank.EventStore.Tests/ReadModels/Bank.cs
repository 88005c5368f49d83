using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>A database of its own with read models, fed from a plain log.</summary>
internal sealed class Bank : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly List<(CancellationTokenSource Stop, Task Run)> _running = [];

    private readonly TestDatabase _test;

    private Bank(TestDatabase test, IReadOnlyList<ReadModel> models)
    {
        _test = test;
        Store = new ReadModelStore(test.Database, models, JsonSerializerOptions.Default);
    }

    public PlainLog Log { get; init; } = new();

    public Database Database => _test.Database;

    public ReadModelStore Store { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<Bank> Open(params IReadOnlyList<ReadModel> models) => Open(new PlainLog(), models);

    public static async Task<Bank> Open(PlainLog log, params IReadOnlyList<ReadModel> models)
    {
        var test = new TestDatabase();
        await test.InitializeAsync();
        var bank = new Bank(test, models) { Log = log };
        await bank.Store.Prepare(Cancel);
        return bank;
    }

    /// <summary>The store as another server has it.</summary>
    public ReadModelStore Server() => new(Database, Store.Models, JsonSerializerOptions.Default);

    /// <summary>A daemon that runs until the bank is closed or it is stopped.</summary>
    public Daemon Start(ReadModelStore? store = null, int batchSize = 1000, IEventLog? log = null)
    {
        var daemon = new Daemon(log ?? Log, store ?? Store, Fact.Decode) { BatchSize = batchSize };
        var stop = new CancellationTokenSource();
        _running.Add((stop, Task.Run(() => daemon.Run(stop.Token))));
        return daemon;
    }

    /// <summary>Brings all read models of a store to the end of the log, then stops.</summary>
    public async Task CatchUp(ReadModelStore? store = null, int batchSize = 1000)
    {
        var daemon = Start(store, batchSize);
        await Reached(daemon, Log.Last);
        await Stop();
    }

    public static async Task Reached(Daemon daemon, long position) =>
        (await daemon.WaitFor(position, Bound, Cancel)).ShouldBeTrue($"position {position} is not reached; the daemon stands at {daemon.Position}: {daemon.Fault}");

    public async Task Stop()
    {
        foreach (var (stop, run) in _running)
        {
            await stop.CancelAsync();
            await run;
            stop.Dispose();
        }

        _running.Clear();
    }

    public Task Sql(string sql) => _test.Raw.Run(sql);

    public Task<T> Sql<T>(string sql) => _test.Raw.Ask<T>(sql);

    /// <summary>All rows of a table in one number (reliability 1.2).</summary>
    public Task<string> Digest(string table) => Sql<string>($"select coalesce(md5(string_agg(md5(t::text), '' order by t::text)), '') from talentbank_read.{table} as t");

    public async Task<IReadOnlyDictionary<string, OpenPosition>> Positions(params IReadOnlyList<string> keys)
    {
        await using var snapshot = Store.Read("meishan");
        return await snapshot.Get(Models.OpenPositions, keys, Cancel);
    }

    public Task<VerificationReport> Verify(IEventLog? log = null) => new Verification(log ?? Log, Store, Fact.Decode) { BatchSize = 7 }.Run(cancel: Cancel);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _test.DisposeAsync();
    }
}
