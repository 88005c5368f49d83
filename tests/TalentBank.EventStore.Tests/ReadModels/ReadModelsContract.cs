using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>What a daemon relies on, whatever holds the read models.</summary>
public abstract class ReadModelsContract : IAsyncLifetime
{
    private static readonly Guid One = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly PlainLog _log = new();
    private IReadModels _models = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_first_every_model_stands_at_the_beginning_and_is_free()
    {
        var standings = await _models.Claim(One, Lease, Cancel);
        standings.Select(standing => standing.Model).ShouldBe([Models.OpenPositions, Models.Ledger], ignoreOrder: true);
        standings.ShouldAllBe(standing => standing.Owned && standing.Position == 0);
    }

    [Fact]
    public async Task Who_comes_second_sees_where_the_models_stand_and_owns_none()
    {
        await _models.Claim(One, Lease, Cancel);
        await Move(One, [Models.Ledger], through: 3);
        var standings = await _models.Claim(Other, Lease, Cancel);
        standings.ShouldAllBe(standing => !standing.Owned);
        standings.Single(standing => standing.Model == Models.Ledger).Position.ShouldBe(3);
        standings.Single(standing => standing.Model == Models.OpenPositions).Position.ShouldBe(0);
        (await _models.Claim(One, Lease, Cancel)).ShouldAllBe(standing => standing.Owned);
    }

    [Fact]
    public async Task A_lease_that_has_ended_is_taken_and_the_owner_of_before_moves_nothing_any_more()
    {
        await _models.Claim(One, Lease, Cancel);
        await Expire();
        (await _models.Claim(Other, Lease, Cancel)).ShouldAllBe(standing => standing.Owned);

        (await Move(One, _models.Models, through: 1)).ShouldBeOfType<Applied.Overtaken>();
        (await _models.Claim(One, Lease, Cancel)).ShouldAllBe(standing => !standing.Owned && standing.Position == 0);
        (await Move(Other, _models.Models, through: 1)).ShouldBeOfType<Applied.Moved>();
    }

    [Fact]
    public async Task A_lease_that_has_ended_but_that_nobody_took_is_the_owners_still()
    {
        await _models.Claim(One, Lease, Cancel);
        await Expire();
        (await Move(One, _models.Models, through: 1)).ShouldBeOfType<Applied.Moved>();
        (await _models.Claim(Other, Lease, Cancel)).ShouldAllBe(standing => !standing.Owned, "the batch renewed it");
    }

    [Fact]
    public async Task What_is_let_go_is_free_at_once()
    {
        await _models.Claim(One, Lease, Cancel);
        await _models.Release(Other);
        (await _models.Claim(Other, Lease, Cancel)).ShouldAllBe(standing => !standing.Owned);
        await _models.Release(One);
        (await _models.Claim(Other, Lease, Cancel)).ShouldAllBe(standing => standing.Owned);
    }

    [Fact]
    public async Task Without_a_claim_nothing_is_moved() =>
        (await Move(One, _models.Models, through: 1)).ShouldBeOfType<Applied.Overtaken>();

    [Fact]
    public async Task A_batch_is_taken_from_where_its_models_stand_and_only_once()
    {
        Add("position-1", new Fact.Deposited(new OpenPosition("Buyer")));
        Add("position-1", new Fact.Renamed("Designer"));
        await _models.Claim(One, Lease, Cancel);
        (await Move(One, _models.Models, through: 1)).ShouldBeOfType<Applied.Moved>();
        (await Move(One, _models.Models, through: 1)).ShouldBeOfType<Applied.Overtaken>();
        (await Move(One, _models.Models, through: 2, from: 1)).ShouldBeOfType<Applied.Moved>();
        (await Move(One, _models.Models, through: 2, from: 1)).ShouldBeOfType<Applied.Overtaken>();
        (await Position("position-1"))!.Facts.ShouldBe(2);
    }

    [Fact]
    public async Task Where_one_model_has_moved_on_the_batch_is_taken_back_whole()
    {
        Add("position-1", new Fact.Deposited(new OpenPosition("Buyer")));
        await _models.Claim(One, Lease, Cancel);
        (await Move(One, [Models.Ledger], through: 1)).ShouldBeOfType<Applied.Moved>();
        (await Move(One, _models.Models, through: 1)).ShouldBeOfType<Applied.Overtaken>();
        (await Position("position-1")).ShouldBeNull();
        (await Move(One, [Models.OpenPositions], through: 1)).ShouldBeOfType<Applied.Moved>();
        (await Position("position-1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_fact_that_cannot_be_folded_is_set_aside_with_those_behind_it_and_nothing_else_is()
    {
        Add("position-1", new Fact.Deposited(new OpenPosition("Buyer")));
        Add("position-2", new Fact.Renamed("nothing to rename"));
        Add("position-1", new Fact.Renamed("Designer"));
        Add("position-2", new Fact.Deposited(new OpenPosition("too late")));
        await _models.Claim(One, Lease, Cancel);
        await Move(One, _models.Models, through: 3);
        await Move(One, _models.Models, from: 3, through: 4);

        (await Position("position-1"))!.Title.ShouldBe("Designer");
        (await Position("position-2")).ShouldBeNull();
        var letters = await DeadLetters();
        letters.Select(letter => (letter.Model.Name, letter.Zone, letter.Position, letter.Key)).ShouldBe([("open_positions", "meishan", 2, "position-2"), ("open_positions", "meishan", 4, "position-2")]);
        letters[0].Cause.ShouldBe(nameof(NullReferenceException));
    }

    [Fact]
    public async Task Who_takes_over_knows_what_was_set_aside()
    {
        Add("position-1", new Fact.Renamed("nothing to rename"));
        Add("position-1", new Fact.Deposited(new OpenPosition("too late")));
        await _models.Claim(One, Lease, Cancel);
        await Move(One, _models.Models, through: 1);
        await _models.Release(One);
        await _models.Claim(Other, Lease, Cancel);
        await Move(Other, _models.Models, from: 1, through: 2);
        (await Position("position-1")).ShouldBeNull();
        (await DeadLetters()).Select(letter => letter.Position).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Of_a_ledger_the_fact_alone_is_set_aside()
    {
        var (good, bad) = (Histories.Transfers(new Random(1)), new Transfer[] { new("yuan", new Side("outside", Nothing), new Side("open", Nothing), 0, "PAID", Histories.FirstDay) });
        Add("ledger-1", new Fact.Posted([.. good, .. bad]));
        Add("ledger-1", new Fact.Posted(good));
        await _models.Claim(One, Lease, Cancel);
        await Move(One, _models.Models, through: 2);
        (await Transfers()).ShouldBe(good.Length);
        (await DeadLetters()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            letter => letter.Model.ShouldBe(Models.Ledger),
            letter => letter.Position.ShouldBe(1),
            letter => letter.Key.ShouldBeNull());
    }

    [Fact]
    public async Task What_is_set_aside_beforehand_is_set_aside_for_the_models_of_the_batch()
    {
        await _models.Claim(One, Lease, Cancel);
        DeadLetter[] letters = [.. _models.Models.Select(model => new DeadLetter(model, "meishan", 1, null, "FormatException"))];
        (await _models.Apply(One, Lease, [Models.Ledger], new Batch(0, 1, []) { Aside = letters }, Cancel)).ShouldBeOfType<Applied.Moved>();
        (await DeadLetters()).ShouldHaveSingleItem().Model.ShouldBe(Models.Ledger);
    }

    public async ValueTask InitializeAsync() => _models = await Open();

    public async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }

    private static Dictionary<string, string> Nothing { get; } = [];

    /// <summary>The positions and the ledger, empty.</summary>
    public abstract Task<IReadModels> Open();

    public abstract ValueTask Close();

    /// <summary>Makes every lease end.</summary>
    private protected abstract Task Expire();

    private protected abstract Task<OpenPosition?> Position(string key);

    private protected abstract Task<int> Transfers();

    private protected abstract Task<IReadOnlyList<DeadLetter>> DeadLetters();

    private void Add(string stream, Fact fact) => _log.Add(stream, fact);

    private Task<Applied> Move(Guid owner, IReadOnlyList<ReadModel> models, long through, long from = 0) => _models.Apply(
        owner,
        Lease,
        models,
        new Batch(from, through, [.. _log.Events.Where(recorded => recorded.Position > from && recorded.Position <= through).Select(recorded => Recorded.From(recorded, Fact.Decode(recorded)))]),
        Cancel);
}
