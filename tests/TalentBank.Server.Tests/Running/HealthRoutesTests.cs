using System.Net;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Running;

namespace TalentBank.Server.Tests.Running;

public sealed class HealthRoutesTests(DemoBank bank)
{
    private static readonly Lag Followed = new(Bank.ReadModels[0], 1_000, 0, TimeSpan.Zero, Guid.Empty, 0);

    [Fact]
    public async Task A_bank_whose_read_models_follow_is_ready()
    {
        var client = await bank.Anybody();
        var answer = await client.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe((HttpStatusCode.OK, "ready"));
    }

    [Fact]
    public void Where_nothing_is_recorded_nothing_is_late() =>
        HealthRoutes.Objection(TimeSpan.FromMilliseconds(250), fault: null, [], [Followed, Followed with { Aside = 3 }], hold: null).ShouldBeNull();

    [Fact]
    public void A_daemon_that_is_silent_is_missed_even_where_nothing_is_recorded() =>
        HealthRoutes.Objection(TimeSpan.FromSeconds(16), fault: null, [], [Followed], hold: null).ShouldBe("the daemon has given no sign of life for 16 s");

    [Fact]
    public void A_model_that_is_still_being_filled_is_named() =>
        HealthRoutes.Objection(TimeSpan.Zero, fault: null, [Bank.ReadModels[1]], [Followed], hold: null).ShouldBe($"still being built: {Bank.ReadModels[1].Name}");

    [Fact]
    public void What_stops_the_daemon_is_told_by_its_kind_alone() =>
        HealthRoutes.Objection(TimeSpan.Zero, new FormatException("张三"), [], [Followed], hold: null).ShouldBe("the read models do not follow the log: FormatException");

    [Fact]
    public void The_model_that_is_furthest_behind_is_named_once_a_fact_waits_too_long()
    {
        var late = new Lag(Bank.ReadModels[1], 900, 100, TimeSpan.FromSeconds(16), Owner: null, 0);
        HealthRoutes.Objection(TimeSpan.Zero, fault: null, [], [Followed, late], hold: null).ShouldBe($"{late.Model.Name} is 100 facts behind the log, the first since 16 s");
        HealthRoutes.Objection(TimeSpan.Zero, fault: null, [], [Followed, late with { Waiting = TimeSpan.FromSeconds(14) }], hold: null).ShouldBeNull();

        var hold = new ReaderHold(901, DateTimeOffset.UnixEpoch, [42, 43]);
        HealthRoutes.Objection(TimeSpan.Zero, fault: null, [], [late], hold).ShouldEndWith("the first since 16 s; position 901 is in the hands of PostgreSQL process 42, 43");
    }
}
