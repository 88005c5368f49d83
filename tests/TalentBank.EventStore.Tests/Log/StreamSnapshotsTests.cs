using TalentBank.EventStore.Log;

namespace TalentBank.EventStore.Tests.Log;

public sealed class StreamSnapshotsTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private static readonly Guid Build = new(1, 0, 0, new byte[8]);

    private readonly string _zone = $"zone-{Guid.CreateVersion7()}";

    [Fact]
    public async Task A_snapshot_is_read_back_and_a_stream_without_one_is_left_out()
    {
        var snapshots = new StreamSnapshots(test.Database, Build);
        await snapshots.Write(_zone, [new("a", 200, """{"n": 1}"""), new("b", 300, """{"n": 2}""")], Cancel);

        (await snapshots.Read(_zone, ["a", "c"], Cancel)).Values.ShouldBe([new StreamSnapshot("a", 200, """{"n": 1}""")]);
    }

    [Fact]
    public async Task An_older_snapshot_never_takes_the_place_of_a_newer_one()
    {
        var snapshots = new StreamSnapshots(test.Database, Build);
        await snapshots.Write(_zone, [new("a", 400, "{}")], Cancel);
        await snapshots.Write(_zone, [new("a", 200, "{}")], Cancel);

        (await snapshots.Read(_zone, ["a"], Cancel))["a"].Version.ShouldBe(400);
    }

    [Fact]
    public async Task Another_builds_snapshot_counts_as_none_and_is_replaced()
    {
        var next = new StreamSnapshots(test.Database, new Guid(2, 0, 0, new byte[8]));
        await new StreamSnapshots(test.Database, Build).Write(_zone, [new("a", 400, "{}")], Cancel);

        (await next.Read(_zone, ["a"], Cancel)).ShouldBeEmpty();
        await next.Write(_zone, [new("a", 200, "{}")], Cancel);
        (await next.Read(_zone, ["a"], Cancel))["a"].Version.ShouldBe(200);
    }

    [Fact]
    public async Task Another_zones_snapshot_is_not_read()
    {
        var snapshots = new StreamSnapshots(test.Database, Build);
        await snapshots.Write(_zone, [new("a", 200, "{}")], Cancel);

        (await snapshots.Read("elsewhere", ["a"], Cancel)).ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
