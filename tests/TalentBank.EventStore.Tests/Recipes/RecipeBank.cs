using System.Text.Json;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>A database with the read models of the recipes, a real log in it that random histories are written to, and the final account.</summary>
internal sealed class RecipeBank : IAsyncDisposable
{
    private readonly PlainLog _histories = new();
    private readonly Random _random = new(17);
    private TestDatabase? _test;
    private int _written;

    private RecipeBank(Database database, string connectionString)
    {
        Database = database;
        ConnectionString = connectionString;
        Log = new PostgresLog(database);
        Store = new ReadModelStore(database, RecipeModels.All, JsonSerializerOptions.Default);
    }

    public Database Database { get; }

    public string ConnectionString { get; }

    public PostgresLog Log { get; }

    public ReadModelStore Store { get; }

    public static async Task<RecipeBank> Open()
    {
        var test = new TestDatabase();
        await test.InitializeAsync();
        var bank = await On(test.Database, test.ConnectionString);
        bank._test = test;
        return bank;
    }

    public static async Task<RecipeBank> On(Database database, string connectionString)
    {
        var bank = new RecipeBank(database, connectionString);
        await bank.Store.Prepare();
        return bank;
    }

    /// <summary>Appends a random history, fact by fact; gives the position of the last.</summary>
    public async Task<long> Write(int facts)
    {
        Histories.Write(_histories, _random, facts);
        var position = 0L;
        for (; _written < _histories.Events.Count; _written++)
        {
            var fact = _histories.Events[_written];
            var append = new StreamAppend(fact.Stream, fact.Version - 1, [new NewEvent(fact.Id, fact.Type, fact.Data)]);
            var outcome = await Log.Append(new AppendRequest(fact.Zone, fact.CommandId, "fingerprint", "result", fact.Actor, null, [append]));
            position = outcome switch
            {
                AppendOutcome.Appended appended => appended.Position,
                AppendOutcome.Repeated repeated => repeated.Position,
                _ => throw new InvalidOperationException($"{outcome}"),
            };
        }

        return position;
    }

    public async Task Reached(long position) => await Eventually.Holds(async () => (await Store.Lags()).All(lag => lag.Position >= position));

    /// <summary>Everything that is wrong with the read models: what a rebuild finds, facts out of order, facts set aside.</summary>
    public async Task<IReadOnlyList<string>> Faults()
    {
        var report = await new Verification(Log, Store, Fact.Decode).Run();
        await using var snapshot = Store.Read("meishan");
        var broken = await Sql<long>("select coalesce(sum((document ->> 'Breaks')::bigint), 0)::bigint from talentbank_read.stream_orders_v1");
        return
        [
            .. report.Findings.Select(finding => $"{finding.Check} {finding.Subject}: {finding.Count}, {finding.Examples[0]}"),
            .. broken > 0 ? [$"{broken} facts out of order"] : Array.Empty<string>(),
            .. (await Store.DeadLetters()).Select(letter => letter.ToString()),
        ];
    }

    public Task Sql(string sql) => Database.Source.Run(sql);

    public Task<T> Sql<T>(string sql) => Database.Source.Ask<T>(sql);

    public async ValueTask DisposeAsync()
    {
        if (_test is not null) await _test.DisposeAsync();
    }
}
