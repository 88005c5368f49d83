using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.ReadModels;

public sealed class StatusTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);
    private readonly ReadModelStore _store = new(test.Database, [Models.OpenPositions], System.Text.Json.JsonSerializerOptions.Default);

    /// <summary>One story, since each step builds on the one before.</summary>
    [Fact]
    public async Task It_says_how_far_everything_is_who_feeds_it_and_what_holds_it_up()
    {
        await _store.Prepare();
        await _log.Append(Request("z", To("a", 0, events: 2), To("b", 0)));
        await _log.Archive("z", ["b"]);

        var before = await Status.Of(_store);
        (before.End, before.Facts, before.Streams, before.Archived).ShouldBe((3, 3, 2, 1));
        before.Bytes.ShouldBeGreaterThan(1_000_000);
        before.Models.ShouldBe([new ModelStatus("open_positions", 1, 0, 3, null, 0, null)]);
        before.Holders.ShouldBeEmpty();

        using var stop = new CancellationTokenSource();
        var daemon = new Daemon(_log, _store, _ => new object());
        var running = daemon.Run(stop.Token);
        await using var foreign = await test.Raw.OpenConnectionAsync();
        await foreign.Run("begin");
        var number = await foreign.Ask<long>("select nextval('talentbank.mt_events_sequence')");
        await _log.Append(Request("z", To("a", 2)));
        await Eventually.Holds(async () => (await Status.Of(_store)).Holders.Count > 0);

        var held = await Status.Of(_store);
        held.Models.ShouldBe([new ModelStatus("open_positions", 1, 3, 2, daemon.Owner, 0, null)]);
        var holder = held.Holders.ShouldHaveSingleItem();
        (holder.Position, holder.ProcessId, holder.State).ShouldBe((number, await foreign.Ask<int>("select pg_backend_pid()"), "idle in transaction"));
        await foreign.Run("rollback");

        (await daemon.WaitFor(number + 1, TimeSpan.FromSeconds(30))).ShouldBeTrue();
        var after = await Status.Of(_store);
        after.Holders.ShouldBeEmpty();
        after.Models[0].Behind.ShouldBe(0);
        await stop.CancelAsync();
        await running;

        // What a rebuild says of itself is seen from outside while it goes on, and only then.
        var seen = new List<Rebuilding?>();
        var rebuild = new Rebuild(_log, _store, _ => new object()) { PageSize = 2 };
        await rebuild.Run(Models.OpenPositions, new Told(report => seen.Add(Task.Run(() => Status.Of(_store)).GetAwaiter().GetResult().Models[0].Rebuilding)));
        seen.ShouldAllBe(rebuilding => rebuilding != null && rebuilding.Goal == number + 1 && rebuilding.PerSecond > 0);
        seen.Select(rebuilding => rebuilding!.Position).ShouldBeInOrder();
        seen[^1]!.SecondsLeft.ShouldBe(0);
        (await Status.Of(_store)).Models[0].Rebuilding.ShouldBeNull();
        await test.Raw.Run("create table talentbank_read.open_positions_v1__next (); comment on table talentbank_read.open_positions_v1__next is '2026-06-01'; insert into talentbank.mt_event_progression values ('open_positions:v1:next', 3)");
        (await Status.Of(_store)).Models[0].Rebuilding.ShouldBeNull("whoever left it is not at work any more");
    }

    private sealed class Told(Action<RebuildProgress> tell) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => tell(value);
    }
}
