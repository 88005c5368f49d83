using System.Text.Json;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class DocumentModelTests
{
    private static readonly OpenPosition Livestreamer = new("跨境主播", "OPERATIONS", Openings: 2, Salary: 8000.50m, From: new DateOnly(2026, 6, 1), Seen: PlainLog.Start, Key: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_made_changed_and_removed_by_its_facts()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var daemon = bank.Start();

        await Bank.Reached(daemon, bank.Log.Add("position-1", new Fact.Deposited(Livestreamer)));
        (await bank.Positions("position-1"))["position-1"].ShouldBe(Livestreamer);

        await Bank.Reached(daemon, bank.Log.Add("position-1", new Fact.Renamed("Buyer")));
        (await bank.Positions("position-1"))["position-1"].ShouldBe(Livestreamer with { Title = "Buyer", Facts = 2 });
        (await bank.Sql<string>("select by_title from talentbank_read.open_positions_v1")).ShouldBe("Buyer");

        await Bank.Reached(daemon, bank.Log.Add("position-1", new Fact.Closed()));
        (await bank.Positions("position-1")).ShouldBeEmpty();

        await Bank.Reached(daemon, bank.Log.Add("position-1", new Fact.Deposited(Livestreamer)));
        (await bank.Positions("position-1"))["position-1"].ShouldBe(Livestreamer);
    }

    [Fact]
    public async Task The_same_key_in_two_zones_is_two_documents()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", new Fact.Deposited(Livestreamer), "meishan");
        bank.Log.Add("position-1", new Fact.Deposited(Livestreamer with { Title = "Elsewhere" }), "yiwu");
        await bank.CatchUp();

        (await bank.Positions("position-1", "position-2")).ShouldHaveSingleItem().Value.Title.ShouldBe("跨境主播");
        await using var snapshot = bank.Store.Read("yiwu");
        (await snapshot.Get(Models.OpenPositions, ["position-1"], Cancel))["position-1"].Title.ShouldBe("Elsewhere");
    }

    [Fact]
    public async Task A_fact_that_concerns_no_model_only_moves_the_position()
    {
        await using var bank = await Bank.Open(Models.OpenPositions, Models.Ledger);
        bank.Log.Add("note-1", new Fact.Noted());
        await bank.CatchUp();

        await using var snapshot = bank.Store.Read("meishan");
        (await snapshot.Count(Models.OpenPositions, [], Cancel)).ShouldBe(0);
        snapshot.Position.ShouldBe(1);
    }

    [Fact]
    public async Task The_table_is_the_same_whatever_the_size_of_the_batches()
    {
        var random = new Random(7);
        await using var bank = await Bank.Open([.. Enumerable.Range(1, 3).Select(version => Models.Positions("open_positions", version)), Models.Ledger]);
        Histories.Write(bank.Log, random, facts: 400);
        var digests = new List<string>();
        foreach (var (version, batchSize) in new[] { (1, 1), (2, 7), (3, 500) })
        {
            var alone = new ReadModelStore(bank.Database, [bank.Store.Models[version - 1]], JsonSerializerOptions.Default);
            await bank.CatchUp(alone, batchSize);
            digests.Add(await bank.Digest($"open_positions_v{version}"));
        }

        digests.Distinct().ShouldHaveSingleItem().ShouldNotBeEmpty();
        bank.Log.Add("position-new", new Fact.Deposited(Livestreamer));
        await bank.CatchUp();
        (await bank.Digest("open_positions_v1")).ShouldNotBe(digests[0]);
    }

    [Fact]
    public async Task Preparing_again_keeps_what_is_there_and_a_new_version_starts_at_the_beginning()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", new Fact.Deposited(Livestreamer));
        await bank.CatchUp();

        var second = Models.Positions("open_positions", version: 2);
        var both = new ReadModelStore(bank.Database, [Models.OpenPositions, second], JsonSerializerOptions.Default);
        await both.Prepare(Cancel);
        await using (var before = both.Read("meishan"))
        {
            (await before.Count(Models.OpenPositions, [], Cancel)).ShouldBe(1);
            (await before.Count(second, [], Cancel)).ShouldBe(0);
            before.Position.ShouldBe(0);
        }

        await bank.CatchUp(both);
        await using var after = both.Read("meishan");
        (await after.Count(second, [], Cancel)).ShouldBe(1);
        after.Position.ShouldBe(1);
    }

    [Fact]
    public async Task A_table_that_was_dropped_is_built_again_from_the_beginning()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", new Fact.Deposited(Livestreamer));
        await bank.CatchUp();
        await bank.Sql("drop table talentbank_read.open_positions_v1");

        await bank.Store.Prepare(Cancel);
        await bank.CatchUp();

        (await bank.Positions("position-1")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Columns_that_changed_without_a_new_version_are_refused()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var changed = new DocumentModel<OpenPosition>("open_positions", 1, _ => [], (_, position, _) => position, new Column<OpenPosition>("title", ColumnType.Text, position => position.Title));
        var store = new ReadModelStore(bank.Database, [changed], JsonSerializerOptions.Default);

        (await Should.ThrowAsync<InvalidOperationException>(() => store.Prepare(Cancel))).Message.ShouldContain("raise the version");
    }

    [Theory]
    [InlineData("Open")]
    [InlineData("open-positions")]
    [InlineData("1st")]
    [InlineData("")]
    [InlineData("a\"; drop table x; --")]
    [InlineData("open_positions\n")]
    public async Task A_name_that_is_not_snake_case_is_refused(string name)
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        Should.Throw<ArgumentException>(() => new ReadModelStore(bank.Database, [Models.Positions(name, 1)], JsonSerializerOptions.Default));
        Should.Throw<ArgumentException>(() => new ReadModelStore(bank.Database, [new LedgerModel("ledger", 1, [name], _ => [])], JsonSerializerOptions.Default));
    }

    [Fact]
    public async Task Two_models_of_one_name_and_version_are_refused()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        Should.Throw<ArgumentException>(() => new ReadModelStore(bank.Database, [Models.OpenPositions, Models.Positions("open_positions", 1)], JsonSerializerOptions.Default));
    }

    [Fact]
    public async Task Documents_of_several_kinds_survive_that_jsonb_orders_their_members_anew()
    {
        var model = new DocumentModel<Shape>("shapes", 1, recorded => [recorded.Stream], (_, _, _) => new Shape.Circle(2), new Column<Shape>("radius", ColumnType.Integer, shape => ((Shape.Circle)shape).R));
        await using var bank = await Bank.Open(model);
        bank.Log.Add("shape-1", new Fact.Noted());
        await bank.CatchUp();

        await using var snapshot = bank.Store.Read("meishan");
        (await snapshot.Get(model, ["shape-1"], Cancel))["shape-1"].ShouldBe(new Shape.Circle(2));
    }

    [System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [System.Text.Json.Serialization.JsonDerivedType(typeof(Circle), "circle")]
    public abstract record Shape
    {
        public sealed record Circle(long R) : Shape;
    }
}
