using System.Globalization;
using Npgsql;
using TalentBank.EventStore.Embedded;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Embedded;
using TalentBank.EventStore.Tests.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// The log is dumped, restored into a cluster that was just made, and appended to. A reader goes on where it stood: it goes
/// by positions, which the dump carries, and not by transaction ids, which begin anew.
/// </summary>
public sealed class Es14RestoreToANewCluster(TestDatabase test) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Zone = "z";

    private static readonly int Events = RecipeLength.Of(200, 20_000);

    private readonly TestFolder _folder = new();

    public async ValueTask InitializeAsync() => await _folder.Prepare();

    [Fact]
    public async Task Readers_go_on_and_miss_nothing()
    {
        var (_, programs) = await _folder.Bare();
        Assert.SkipUnless(Directory.EnumerateFiles(programs.Folder, "pg_dump*").Any(), "these programs of PostgreSQL come without pg_dump");
        var old = new PostgresLog(test.Database);
        await old.Append(Request(Zone, To("before", 0, Events)));
        var repeated = Request(Zone, To("repeated", 0));
        var first = (await old.Append(repeated)).ShouldBeOfType<Appended>();
        var read = (await old.ReadAll(0, Events / 2)).Events;
        await OutlivesManyTransactions();
        var lastId = await TransactionId(test.Raw);

        await using var postgres = await _folder.Start();
        await Restore(programs.Folder, postgres.ConnectionString);
        await using var database = await Database.Open(postgres.ConnectionString);
        var log = new PostgresLog(database);

        (await log.Append(repeated)).ShouldBe(new Repeated(first.Position, "result"), "commands are remembered");
        (await log.Append(Request(Zone, To("before", Events), To("after", 0)))).ShouldBeOfType<Appended>().Position.ShouldBe(first.Position + 2);
        var all = read.Concat(await log.ReadToEnd(read[^1].Position)).ToList();
        all.Select(@event => @event.Position).ShouldBe(Enumerable.Range(1, Events + 3).Select(position => (long)position));
        all.Count(@event => @event.Stream == "before").ShouldBe(Events + 1);

        await using var raw = NpgsqlDataSource.Create(postgres.ConnectionString);
        (await TransactionId(raw)).ShouldBeLessThan(lastId, "the control, a reader that remembers a transaction id, would take all that is new for old");
    }

    [Fact]
    public async Task A_sequence_that_is_not_restored_gives_numbers_that_are_taken()
    {
        await using var control = new TestDatabase();
        await control.InitializeAsync();
        await new PostgresLog(control.Database).Append(Request(Zone, To("before", 0, 3)));
        await control.Raw.Run("alter sequence talentbank.mt_events_sequence restart");

        (await Should.ThrowAsync<PostgresException>(() => control.Database.SendGroup(Request(Zone, To("after", 0)))))
            .SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    /// <summary>So that the old cluster's ids are above whatever a new one has used for itself.</summary>
    private Task OutlivesManyTransactions() => test.Raw.Run("do $$ begin for n in 1..2000 loop perform pg_current_xact_id(); commit; end loop; end $$");

    private static Task<long> TransactionId(NpgsqlDataSource source) => source.Ask<long>("select pg_current_xact_id()::text::bigint");

    private async Task Restore(string programs, string to)
    {
        var file = Path.Combine(_folder.Root, "dump");
        await Succeed([Path.Combine(programs, "pg_dump"), "--format=custom", $"--file={file}", $"--dbname={ConnInfo(test.ConnectionString)}"]);
        await Succeed([Path.Combine(programs, "pg_restore"), "--no-owner", "--exit-on-error", $"--dbname={ConnInfo(to)}", file]);
    }

    private static async Task Succeed(IReadOnlyList<string> command)
    {
        var run = await ChildProcess.Run(command, cancel: TestFolder.Cancel);
        run.Succeeded.ShouldBeTrue(run.Said);
    }

    /// <summary>As libpq writes it.</summary>
    private static string ConnInfo(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        return string.Create(CultureInfo.InvariantCulture, $"host={to.Host} port={to.Port} user={to.Username} password={to.Password} dbname={to.Database}");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
