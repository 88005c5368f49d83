using TalentBank.EventStore.Embedded;
using TalentBank.Parties;
using TalentBank.Server.Commands;
using TalentBank.Server.Demo;
using TalentBank.Server.Running;
using TalentBank.Server.Tests.SignIn;

namespace TalentBank.Server.Tests.Demo;

/// <summary>On a real PostgreSQL; each test fills a zone of its own.</summary>
public sealed class DemoFillTests(DemoFillTests.Server server) : IClassFixture<DemoFillTests.Server>
{
    [Fact]
    public async Task A_fill_that_was_cut_off_goes_on_and_a_complete_one_changes_nothing()
    {
        await using var bank = await Open("cut-off");
        using var cut = new CancellationTokenSource();
        var reports = new List<string>();
        await Should.ThrowAsync<OperationCanceledException>(() => DemoFill.IfEmpty(bank, new Told(report =>
        {
            if (report.StartsWith("Opening the demo zone: 120 of", StringComparison.Ordinal))
                cut.Cancel();
        }), cut.Token));
        var begun = await Facts(bank);

        (await DemoFill.IfEmpty(bank, new Told(reports.Add), CancellationToken.None)).ShouldBeNull();
        var complete = await Facts(bank);
        (await DemoFill.IfEmpty(bank, new Told(_ => throw new ShouldAssertException("It fills again.")), CancellationToken.None)).ShouldBeNull();

        complete.Take(begun.Count).ShouldBe(begun);
        complete.ShouldBeUnique();
        // What the chamber entered for others left an entry beside it, which the host alone makes.
        complete.Count(fact => fact.StartsWith("entry-", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        complete.Count(fact => !fact.StartsWith("entry-", StringComparison.Ordinal)).ShouldBe(FilledZone.On(await bank.Calendar.Today(bank.Zone)).Bank.Log.Count);
        (await Facts(bank)).ShouldBe(complete);
        var steps = DemoZone.Steps(await bank.Calendar.Today(bank.Zone)).Count();
        reports[0].ShouldBe($"Opening the demo zone: 0 of {steps}");
        reports[^1].ShouldBe($"Opening the demo zone: {steps} of {steps}");
    }

    [Fact]
    public async Task A_zone_that_somebody_opened_themselves_stays_as_it_is()
    {
        await using var bank = await Open("own");
        var today = await bank.Calendar.Today(bank.Zone);
        var open = new OpenZone(new Text("自己的综试区", "A zone of one's own"), "Asia/Shanghai", [new("OPERATIONS", new Text("运营", "Operations"))]);
        (await bank.Commands.Run(new CommandRequest(bank.Zone, Guid.NewGuid(), "own", null, open, new Circumstances(today, Access.Actor.Bank)))).ShouldBeOfType<CommandOutcome.Accepted>();

        (await DemoFill.IfEmpty(bank, new Told(_ => throw new ShouldAssertException("It fills.")), CancellationToken.None)).ShouldBeNull();

        (await Facts(bank)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task By_a_clock_before_the_demo_zones_first_day_it_says_so()
    {
        var clock = new MovableClock();
        clock.Move(new DateTimeOffset(2025, 12, 30, 12, 0, 0, TimeSpan.Zero) - clock.GetUtcNow());
        await using var bank = await Open("early", clock);

        var problem = await DemoFill.IfEmpty(bank, new Told(_ => { }), CancellationToken.None);

        problem.ShouldBe("The demo zone begins on 2025-12-31, and by this machine's clock it is 2025-12-30.");
        (await Facts(bank)).ShouldBeEmpty();
    }

    private async Task<Installation> Open(string zone, TimeProvider? time = null)
    {
        var settings = new BankSettings { Zone = zone, ConnectionString = server.Postgres.ConnectionString, MasterKey = Convert.ToBase64String(new byte[32]) };
        var (bank, problem) = await Installation.Open(settings, new Told(_ => { }), time ?? TimeProvider.System, CancellationToken.None);
        return bank ?? throw new InvalidOperationException(problem!.Sentence);
    }

    /// <summary>The zone's facts, each by stream and version.</summary>
    private static async Task<List<string>> Facts(Installation bank) =>
        [.. (await bank.Log.ReadAll(0, int.MaxValue)).Events.Where(recorded => recorded.Zone == bank.Zone).Select(recorded => $"{recorded.Stream} {recorded.Version} {recorded.Id}")];

    public sealed class Server : IAsyncLifetime
    {
        public EmbeddedPostgres Postgres { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Postgres = ((StartOutcome.Running)await EmbeddedPostgres.Start(new EmbeddedPostgresOptions())).Server;

        public ValueTask DisposeAsync() => Postgres.DisposeAsync();
    }

    private sealed class Told(Action<string> tell) : IProgress<string>
    {
        public void Report(string value) => tell(value);
    }
}
