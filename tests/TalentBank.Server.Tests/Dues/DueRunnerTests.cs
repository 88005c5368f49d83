using Microsoft.Extensions.Logging.Abstractions;
using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Server.Commands;
using TalentBank.Server.Dues;
using TalentBank.Server.Running;
using TalentBank.Server.Tests.Demo;
using TalentBank.Server.Tests.SignIn;

namespace TalentBank.Server.Tests.Dues;

/// <summary>Three servers side by side on one PostgreSQL: what is due happens exactly once, however late.</summary>
public sealed class DueRunnerTests(DemoFillTests.Server server) : IClassFixture<DemoFillTests.Server>
{
    private const string Post = "position-1";
    private static readonly Uscc Code = Uscc.Parse("91350100M000100Y43", out _)!.Value;
    private static readonly string Enterprise = Organisation.IdOf(OrganisationKind.Enterprise, Code);

    private readonly MovableClock _clock = new();

    [Fact]
    public async Task A_due_happens_once_though_three_servers_look_and_all_were_down_for_a_week()
    {
        await using var servers = await Servers.Start("dues-once", server.Postgres.ConnectionString, _clock);
        var deposited = await servers.Today();
        await servers.Deposit(Post);
        (await servers.RunAll()).ShouldBe(0, "nothing is due yet");

        _clock.Move(TimeSpan.FromDays(35));
        var asked = await servers.Today();
        await servers.RunAll();
        (await servers.Facts<NeedAsked>()).ShouldHaveSingleItem().ShouldBe(new NeedAsked(Post, Enterprise, asked.AddDays(14), asked), "the time to answer begins when the bank asks");

        _clock.Move(TimeSpan.FromDays(14 + 7));
        await servers.RunAll();
        await servers.RunAll();
        (await servers.Facts<PositionSuspended>()).ShouldHaveSingleItem().ShouldBe(new PositionSuspended(Post, Enterprise, "DESIGN", true, 5, asked.AddDays(14)), "with effect from the day, not from when the servers were back");
        deposited.AddMonths(1).ShouldBeLessThan(asked);
    }

    [Fact]
    public async Task What_has_nothing_to_do_any_more_is_met_once_too()
    {
        await using var servers = await Servers.Start("dues-nothing", server.Postgres.ConnectionString, _clock);
        await servers.Deposit(Post);
        await servers.Must(new ChangeOpenings(Post, -5, null));

        _clock.Move(TimeSpan.FromDays(40));
        (await servers.RunAll()).ShouldBeGreaterThan(0);
        (await servers.RunAll()).ShouldBe(0);

        (await servers.Facts<TalentBank.Dues.DueMet>()).ShouldHaveSingleItem().Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Many_dues_are_met_page_by_page()
    {
        await using var servers = await Servers.Start("dues-pages", server.Postgres.ConnectionString, _clock);
        for (var i = 1; i <= 7; i++)
            await servers.Deposit($"position-{i}");

        _clock.Move(TimeSpan.FromDays(40));
        await servers.RunAll();

        (await servers.Facts<NeedAsked>()).Select(asked => asked.PositionId).ShouldBe(Enumerable.Range(1, 7).Select(i => $"position-{i}"), ignoreOrder: true);
    }

    /// <summary>The control: three senders that each have an id of their own do it three times.</summary>
    [Fact]
    public async Task Without_an_id_that_follows_from_the_due_it_would_happen_three_times()
    {
        await using var servers = await Servers.Start("dues-control", server.Postgres.ConnectionString, _clock);
        await servers.Deposit(Post);

        await servers.RaiseFromEach(_ => Guid.NewGuid());
        (await servers.Facts<OpeningsChanged>()).Count.ShouldBe(3);
        await servers.RaiseFromEach(_ => new Guid(7, 0, 0, new byte[8]));
        (await servers.Facts<OpeningsChanged>()).Count.ShouldBe(4);
    }

    private sealed class Servers : IAsyncDisposable
    {
        private readonly List<Installation> _banks = [];
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Task> _daemons = [];

        public static async Task<Servers> Start(string zone, string database, TimeProvider time)
        {
            var servers = new Servers();
            for (var i = 0; i < 3; i++)
            {
                var settings = new BankSettings { Zone = zone, ConnectionString = database, MasterKey = Convert.ToBase64String(new byte[32]) };
                var (bank, problem) = await Installation.Open(settings, new Progress<string>(), time, CancellationToken.None);
                servers._banks.Add(bank ?? throw new InvalidOperationException(problem!.Sentence));
                servers._daemons.Add(bank.Daemon.Run(servers._stop.Token));
            }

            await servers.Must(new OpenZone(new Text("眉山", "Meishan"), "Asia/Shanghai", [new Category("DESIGN", new Text("设计", "Design"))]));
            await servers.Must(new RegisterOrganisation(OrganisationKind.Enterprise, "Panda", Code, null, null, null));
            return servers;
        }

        public ValueTask<DateOnly> Today() => _banks[0].Calendar.Today(_banks[0].Zone);

        public Task Deposit(string positionId) =>
            Must(new DepositPosition(positionId, Enterprise, "DESIGN", Key: true, "Designer", Openings: 5, Origin.NewDemand, From: null));

        public async Task Must(Command command)
        {
            var accepted = (await Send(_banks[0], command, Guid.NewGuid())).ShouldBeOfType<CommandOutcome.Accepted>();
            (await _banks[0].Daemon.WaitFor(accepted.Position, TimeSpan.FromSeconds(30))).ShouldBeTrue();
        }

        /// <summary>All three look at the same time; how many dues they met between them, each counting those of the others too.</summary>
        public async Task<int> RunAll()
        {
            var met = await Task.WhenAll(_banks.Select(bank => Task.Run(() =>
                new DueRunner(bank.Zone, bank.Store, bank.Daemon, bank.Commands, bank.Calendar, NullLogger<DueRunner>.Instance) { PageSize = 2 }.Run(CancellationToken.None))));
            return met.Sum();
        }

        public Task<CommandOutcome[]> RaiseFromEach(Func<Installation, Guid> id) =>
            Task.WhenAll(_banks.Select(bank => Send(bank, new ChangeOpenings(Post, 1, null), id(bank))));

        public async Task<IReadOnlyList<T>> Facts<T>()
            where T : Fact =>
            [.. (await _banks[0].Log.ReadAll(0, int.MaxValue)).Events.Where(recorded => recorded.Zone == _banks[0].Zone).Select(PersonalSeal.Read).OfType<T>()];

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_daemons);
            foreach (var bank in _banks)
                await bank.DisposeAsync();
            _stop.Dispose();
        }

        private static async Task<CommandOutcome> Send(Installation bank, Command command, Guid id) => await bank.Commands.Run(new CommandRequest(
            bank.Zone, id, "test", null, command, new Circumstances(await bank.Calendar.Today(bank.Zone), Actor.Bank)));
    }
}
