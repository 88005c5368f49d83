using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class SnapshotTests
{
    private static readonly Fact.Deposited Deposited = new(new OpenPosition("Buyer"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_reads_of_a_snapshot_see_the_moment_of_its_first()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        var daemon = bank.Start();
        await Bank.Reached(daemon, bank.Log.Add("position-1", Deposited));
        await using var snapshot = bank.Store.Read("meishan");
        snapshot.Position.ShouldBeNull();
        (await snapshot.Count(Models.OpenPositions, [], Cancel)).ShouldBe(1);
        snapshot.Position.ShouldBe(1);

        await Bank.Reached(daemon, bank.Log.Add("position-2", Deposited));
        await Bank.Reached(daemon, bank.Log.Add("ledger-1", new Fact.Posted(Histories.Transfers(new Random(1)))));

        (await snapshot.Count(Models.OpenPositions, [], Cancel)).ShouldBe(1);
        (await snapshot.Get(Models.OpenPositions, ["position-1", "position-2"], Cancel)).Keys.ShouldBe(["position-1"]);
        (await snapshot.Sum(Models.Ledger, new Balances(new LedgerQuery("openings", Histories.Accounts), []), Cancel))[0].Entries.ShouldBe(0);
        snapshot.Position.ShouldBe(1);

        await using var next = bank.Store.Read("meishan");
        (await next.Count(Models.OpenPositions, [], Cancel)).ShouldBe(2);
        next.Position.ShouldBe(3);
    }

    [Fact]
    public async Task A_snapshot_opens_nothing_before_its_first_read_and_leaves_nothing_open()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        const string open = "select count(*) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'";
        await using (var snapshot = bank.Store.Read("meishan"))
        {
            (await bank.Sql<long>(open)).ShouldBe(0);
            await snapshot.Count(Models.OpenPositions, [], Cancel);
            (await bank.Sql<long>(open)).ShouldBe(1);
        }

        await Eventually.Holds(async () => await bank.Sql<long>(open) == 0);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_or_refused_does_not_spoil_the_next_snapshot()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        await using (var snapshot = bank.Store.Read("meishan"))
            await Should.ThrowAsync<OperationCanceledException>(() => snapshot.Count(Models.OpenPositions, [], new CancellationToken(canceled: true)));

        await using var next = bank.Store.Read("meishan");
        (await next.Count(Models.OpenPositions, [], Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Its_position_is_that_of_the_model_furthest_behind()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        bank.Log.Add("position-1", Deposited);
        await bank.CatchUp(new ReadModelStore(bank.Database, [Models.OpenPositions], System.Text.Json.JsonSerializerOptions.Default));
        await using var snapshot = bank.Store.Read("meishan");
        await snapshot.Count(Models.OpenPositions, [], Cancel);
        snapshot.Position.ShouldBe(0);
    }

    [Fact]
    public async Task A_zone_has_a_name()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        Should.Throw<ArgumentException>(() => bank.Store.Read(""));
    }
}
