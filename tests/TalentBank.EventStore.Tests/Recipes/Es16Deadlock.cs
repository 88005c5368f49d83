using System.Diagnostics;
using Npgsql;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>Appends to the same streams, each request in an order of its own.</summary>
public sealed class Es16Deadlock(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

    [Fact]
    public async Task Appends_to_the_same_streams_in_any_order_never_deadlock()
    {
        var until = RecipeLength.Of(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60));
        var streams = Enumerable.Range(0, 6).Select(n => $"many-{n}").ToArray();
        await _log.Append(Request("z", [.. streams.Select(stream => To(stream, 0))]));
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            while (clock.Elapsed < until)
            {
                var slices = await _log.ReadStreams("z", [.. streams.OrderBy(_ => random.Next()).Select(stream => new StreamFrom(stream))]);
                // Sent once, on a session of its own and without the log's further attempts: a deadlock would throw.
                await test.Database.SendGroup(Request("z", [.. slices.Select(slice => To(slice.Stream, slice.Version))]));
            }
        })));

        (await _log.ReadStream("z", "many-0")).Version.ShouldBeGreaterThan(1);
        (await test.Raw.Ask<long>("select deadlocks from pg_stat_database where datname = current_database()")).ShouldBe(0);
    }

    [Fact]
    public async Task Locking_streams_in_the_order_of_the_request_deadlocks()
    {
        await using var control = new TestDatabase();
        await control.InitializeAsync();
        await new PostgresLog(control.Database).Append(Request("z", To("left", 0), To("right", 0)));
        await using var one = await control.Raw.OpenConnectionAsync();
        await using var two = await control.Raw.OpenConnectionAsync();
        foreach (var (session, stream) in new[] { (one, "left"), (two, "right") })
        {
            await session.Run("set deadlock_timeout = '20ms'");
            await session.Run("begin");
            await session.Run(Lock(stream));
        }

        var crossed = new[] { one.Run(Lock("right")), two.Run(Lock("left")) };

        var deadlock = await Should.ThrowAsync<PostgresException>(() => Task.WhenAll(crossed));
        deadlock.SqlState.ShouldBe(PostgresErrorCodes.DeadlockDetected);

        static string Lock(string stream) => $"select 1 from talentbank.mt_streams where tenant_id = 'z' and id = '{stream}' for update";
    }
}
