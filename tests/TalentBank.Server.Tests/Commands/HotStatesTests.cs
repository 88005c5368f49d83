using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.Positions;
using TalentBank.Server.Commands;
using TalentBank.Server.Tests.Demo;

namespace TalentBank.Server.Tests.Commands;

public sealed class HotStatesTests(DemoBank demo)
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>Every stream of the demo zone, with its facts.</summary>
    private static readonly IReadOnlyList<IGrouping<string, Recorded>> Streams = [.. FilledZone.On(Today).Bank.Log.GroupBy(recorded => recorded.Stream)];

    [Fact]
    public void Every_stream_of_the_demo_zone_has_a_state() =>
        Streams.Where(stream => StateCatalog.Fold(stream.Key, null, Facts(stream)) is null).Select(stream => stream.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("zone-operator-91350100M000100Y43", typeof(Parties.Organisation))]
    [InlineData("zone", typeof(Parties.Zone))]
    [InlineData("credit-offer-1", typeof(Credits.CreditOffer))]
    [InlineData("credit", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("zoned", null)]
    public void The_longest_noun_that_fits_tells_the_state(string stream, Type? state) =>
        StateCatalog.Fold(stream, null, [])?.GetType().ShouldBe(state);

    [Fact]
    public void A_state_that_was_kept_goes_on_like_one_that_was_not()
    {
        foreach (var stream in Streams)
        {
            var facts = Facts(stream).ToList();
            var whole = StateCatalog.Fold(stream.Key, null, facts)!;
            for (var kept = 0; kept <= facts.Count; kept++)
            {
                var early = StateCatalog.Fold(stream.Key, null, facts.Take(kept))!;
                var read = StateCatalog.Read(stream.Key, StateCatalog.Write(early));
                StateCatalog.Write(StateCatalog.Fold(stream.Key, read, facts.Skip(kept))!).ShouldBe(StateCatalog.Write(whole));
            }
        }
    }

    [Fact]
    public async Task A_long_stream_is_read_from_its_snapshot_on_and_is_the_same_without_it()
    {
        var bank = await demo.Bank();
        var zone = $"long-{Guid.CreateVersion7()}";
        var position = $"position-{Guid.CreateVersion7()}";
        var log = new CountedLog(bank.Log);
        await Append(0, [new PositionDeposited(position, "enterprise-1", "DESIGN", Key: true, "Designer", 1, Origin.NewDemand, Today)]);
        await Append(1, [.. Enumerable.Range(1, HotStates.SnapshotEvery).Select(_ => new OpeningsChanged(position, "enterprise-1", "DESIGN", Key: true, 1, Today))]);
        var whole = await Fresh();
        await Append(HotStates.SnapshotEvery + 1, [new OpeningsChanged(position, "enterprise-1", "DESIGN", Key: true, -1, Today)]);

        log.Begin();
        var fromSnapshot = await Fresh();
        log.Read.ShouldBe(1);
        using var none = new HotStates(log);
        var fromTheFirstEvent = (await none.Get(zone, [position]))[position];

        ((Position)whole.State!).Openings.Final.ShouldBe(HotStates.SnapshotEvery + 1);
        fromSnapshot.Version.ShouldBe(fromTheFirstEvent.Version);
        StateCatalog.Write(fromSnapshot.State!).ShouldBe(StateCatalog.Write(fromTheFirstEvent.State!));

        async Task<StreamState> Fresh()
        {
            using var states = new HotStates(log, bank.Snapshots);
            return (await states.Get(zone, [position]))[position];
        }

        async Task Append(long version, IReadOnlyList<Fact> facts) => (await bank.Log.Append(new AppendRequest(
            zone, Guid.CreateVersion7(), "", "", "test", null,
            [new StreamAppend(position, version, [.. facts.Select(fact => new NewEvent(Guid.CreateVersion7(), Bank.Facts.NameOf(fact), Bank.Facts.Write(fact)))])])))
            .ShouldBeOfType<AppendOutcome.Appended>();
    }

    [Fact]
    public async Task What_does_not_exist_is_read_each_time_and_never_kept()
    {
        var log = new CountedLog(new MemoryLog(TimeProvider.System));
        using var states = new HotStates(log);

        (await states.Get("meishan", ["position-1"]))["position-1"].ShouldBe(StreamState.Unknown);
        (await states.Get("meishan", ["position-1"]))["position-1"].ShouldBe(StreamState.Unknown);

        log.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_no_stream_can_have_is_a_stream_that_does_not_exist()
    {
        using var states = new HotStates(new CountedLog(new MemoryLog(TimeProvider.System)));

        (await states.Get("meishan", ["", new string('x', StreamName.Longest + 1)])).Values.ShouldAllBe(state => state == StreamState.Unknown);
    }

    private static IEnumerable<Fact> Facts(IEnumerable<Recorded> stream) => stream.Select(recorded => (Fact)recorded.Body);
}
