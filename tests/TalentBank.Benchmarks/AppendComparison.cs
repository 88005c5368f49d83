using Npgsql;
using TalentBank.EventStore;
using TalentBank.EventStore.Log;

namespace TalentBank.Benchmarks;

/// <summary>
/// Commands appended through the log: all that a command pays counts, its id, the versions, the stream's row and the fact.
/// The requests are made beforehand, on both sides the same.
/// </summary>
internal abstract class AppendComparison(int callers, int facts) : Comparison
{
    private Database _database = null!;
    private NpgsqlDataSource _source = null!;
    private int _rawMade;
    private int _made;

    protected RawTable Table { get; private set; } = null!;

    protected int Callers { get; } = callers;

    protected PostgresLog Log { get; private set; } = null!;

    protected override async Task Prepare(string connectionString)
    {
        _database = await Database.Open(connectionString);
        Log = new PostgresLog(_database);
        _source = NpgsqlDataSource.Create(connectionString);
        Table = new RawTable(_source);
        await Table.Create();
    }

    protected override async Task CleanUp()
    {
        await _database.DisposeAsync();
        await _source.DisposeAsync();
    }

    protected sealed override Task<double> Raw() => Rate(AppendRaw, ref _rawMade);

    protected sealed override Task<double> Ours() => Rate(Append, ref _made);

    protected virtual Task AppendRaw(IReadOnlyList<AppendRequest> requests) => Table.Insert(requests, Callers);

    /// <summary>The n-th request, from 0: to a new stream, unless the benchmark says otherwise.</summary>
    protected virtual AppendRequest Request(int n) => Facts.Request(FormattableString.Invariant($"position-0199f3a2-6c1e-7d43-9b52-{n:x12}"), 0, n);

    protected Task Append(IReadOnlyList<AppendRequest> requests) => Benchmarks.Callers.Run(Callers, requests, async next =>
    {
        while (next() is { } request)
        {
            if (await Log.Append(request) is not AppendOutcome.Appended and var outcome)
                throw new InvalidOperationException($"{outcome}");
        }
    });

    /// <summary>Appends requests that nobody has seen yet, made before the clock starts.</summary>
    private Task<double> Rate(Func<IReadOnlyList<AppendRequest>, Task> append, ref int made)
    {
        var requests = new AppendRequest[facts];
        for (var n = 0; n < facts; n++)
            requests[n] = Request(made++);
        GC.Collect();
        return Time(facts, () => append(requests));
    }
}
