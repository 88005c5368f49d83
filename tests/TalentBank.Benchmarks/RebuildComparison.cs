using System.Text.Json;
using Npgsql;
using TalentBank.EventStore;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Benchmarks;

/// <summary>A read model built anew beside the live one and swapped in, as <c>rebuild</c> does it, indexes and swap included.</summary>
internal abstract class RebuildComparison(ReadModel model) : Comparison
{
    private const int Facts = 200_000;
    private const int Streams = 4_000;

    private Database _database = null!;
    private NpgsqlDataSource _source = null!;
    private ReadModelStore _store = null!;

    public override string Baseline => "scan + deserialise of the same facts";

    protected override async Task Prepare(string connectionString)
    {
        _database = await Database.Open(connectionString);
        _source = NpgsqlDataSource.Create(connectionString);
        await FilledLog.Fill(_source, Facts, Streams);
        _store = new ReadModelStore(_database, [model], JsonSerializerOptions.Default);
        await _store.Prepare();
    }

    protected override async Task CleanUp()
    {
        await _database.DisposeAsync();
        await _source.DisposeAsync();
    }

    /// <summary>One forward scan in one statement, and nothing done with what was read.</summary>
    protected override Task<double> Raw() => Time(Facts, async () =>
    {
        await using var command = _source.CreateCommand("select seq_id, stream_id, version, type, timestamp, data from talentbank.mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) Positions.Decode(reader.GetFieldValue<byte[]>(5));
    });

    protected override Task<double> Ours() => Time(Facts, async () =>
    {
        if (await new Rebuild(new PostgresLog(_database), _store, Positions.Decode).Run(model) is not RebuildOutcome.Swapped { Facts: Facts, Aside: 0 })
            throw new InvalidOperationException("The rebuild did not come through.");
    });
}
