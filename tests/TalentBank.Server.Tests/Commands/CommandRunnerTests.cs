using TalentBank.Access;
using TalentBank.EventStore.Log;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Server.Commands;
using TalentBank.Training;

namespace TalentBank.Server.Tests.Commands;

/// <summary>What a command costs, and what it is decided on, on one server and on two that share a log.</summary>
public sealed class CommandRunnerTests : IAsyncLifetime, IDisposable
{
    private const string Zone = "meishan";

    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Uscc Code = Uscc.Parse("91350100M000100Y43", out _)!.Value;
    private static readonly string Enterprise = Organisation.IdOf(OrganisationKind.Enterprise, Code);
    private static readonly string Position = $"position-{new Guid(1, 0, 0, new byte[8])}";

    private readonly CountedLog _log = new(new MemoryLog(TimeProvider.System));
    private readonly HotStates _states;
    private readonly HotStates _others;
    private readonly CommandRunner _here;
    private readonly CommandRunner _there;

    public CommandRunnerTests()
    {
        (_states, _others) = (new HotStates(_log), new HotStates(_log));
        (_here, _there) = (On(_states), On(_others));
    }

    public async ValueTask InitializeAsync()
    {
        await Accepted(_here, new OpenZone(new Text("眉山", "Meishan"), "Asia/Shanghai", [new Category("DESIGN", new Text("设计", "Design"))]));
        await Accepted(_here, new RegisterOrganisation(OrganisationKind.Enterprise, "Panda", Code, null, null, null));
        await Accepted(_here, new DepositPosition(Position, Enterprise, "DESIGN", Key: true, "Designer", Openings: 5, Origin.NewDemand, From: null));
        _log.Begin();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose()
    {
        _states.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task On_known_streams_a_command_costs_one_round_trip()
    {
        await Accepted(_here, More(1));
        await Accepted(_here, More(2));

        _log.Calls.ShouldBe([nameof(_log.Append), nameof(_log.Append)]);
    }

    [Fact]
    public async Task A_stream_that_this_server_has_not_seen_is_read_first()
    {
        await Accepted(_there, More(1));

        _log.Calls.ShouldBe([nameof(_log.ReadStreams), nameof(_log.Append)]);
        _log.Read.ShouldBe(1);
    }

    [Fact]
    public async Task What_another_server_appended_is_read_on_after_the_conflict_and_nothing_else()
    {
        await Accepted(_there, More(1));
        _log.Begin();

        await Accepted(_here, More(2));

        _log.Calls.ShouldBe([nameof(_log.Append), nameof(_log.ReadStreams), nameof(_log.Append)]);
        _log.Read.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_refused_on_a_state_that_another_server_has_changed()
    {
        await Accepted(_there, More(3));
        _log.Begin();

        // Five as far as this server knows; eight in truth.
        await Accepted(_here, More(-7));
        _log.Calls.ShouldBe([nameof(_log.Find), nameof(_log.ReadStreams), nameof(_log.Append)]);
    }

    [Fact]
    public async Task What_the_log_refuses_too_is_refused()
    {
        await Accepted(_there, More(1));

        (await _here.Run(Asked(More(-7), Guid.CreateVersion7()))).ShouldBeOfType<CommandOutcome.Refused>().Refusals.Single().Code.ShouldBe("no-opening-left");
    }

    [Fact]
    public async Task The_same_command_twice_has_one_outcome_also_where_its_rule_would_now_refuse()
    {
        var id = Guid.CreateVersion7();
        var first = await _here.Run(Asked(More(-5), id));
        var again = await _here.Run(Asked(More(-5), id));
        var elsewhere = await _there.Run(Asked(More(-5), id));

        first.ShouldBeOfType<CommandOutcome.Accepted>();
        again.ShouldBe(first);
        elsewhere.ShouldBe(first);
        (await _here.Run(Asked(More(-5), Guid.CreateVersion7()))).ShouldBeOfType<CommandOutcome.Refused>();
    }

    [Fact]
    public async Task A_rule_that_fails_on_streams_seen_at_different_moments_decides_again()
    {
        var (fund, session) = ($"fund-{new Guid(2, 0, 0, new byte[8])}", $"session-{new Guid(3, 0, 0, new byte[8])}");
        var envelope = Envelope.IdOf(fund, Tier.Frontline);
        await Accepted(_here, new OpenFund(fund, new Text("培训基金", "Fund"), Today.Year, new Yuan(1000), [new EnvelopeBudget(Tier.Frontline, new Yuan(1000))], null));
        await Accepted(_here, new ScheduleSession(session, "Course", Tier.Frontline, Today.AddDays(1), "Hall 1", 10, new Yuan(300), envelope, null, null));
        await Accepted(_there, new CancelSession(session, "no trainer", null));
        _states.Forget(Zone, envelope);

        // Here the session is still scheduled, and its money, read afresh, no longer reserved.
        var outcome = await _here.Run(Asked(new CancelSession(session, "no trainer", null), Guid.CreateVersion7()));

        outcome.ShouldBeOfType<CommandOutcome.Accepted>().Result.ShouldBe(session);
    }

    [Fact]
    public async Task An_archived_stream_takes_nothing_until_it_is_taken_out_again()
    {
        await _log.Archive(Zone, [Position]);
        (await _here.Run(Asked(More(1), Guid.CreateVersion7()))).ShouldBeOfType<CommandOutcome.Refused>().Refusals.Single().Code.ShouldBe("archived");

        await _log.Unarchive(Zone, [Position]);
        await Accepted(_here, More(1));
    }

    [Fact]
    public async Task An_id_used_for_something_else_is_refused_without_a_look_beforehand()
    {
        var id = Guid.CreateVersion7();
        await _here.Run(Asked(More(1), id));
        _log.Begin();

        (await _here.Run(Asked(More(2), id))).ShouldBeOfType<CommandOutcome.Refused>().Refusals.Single().Code.ShouldBe("command-id-taken");
        _log.Calls.ShouldBe([nameof(_log.Append)]);
    }

    private static ChangeOpenings More(int change) => new(Position, change, Today);

    private static CommandRequest Asked(Command command, Guid id) => new(Zone, id, command.ToString()!, null, command, new Circumstances(Today, Actor.Bank));

    private CommandRunner On(HotStates states) => new(_log, states, new PersonalSeal(null!), new StreamQueues(), static () => { });

    private static async Task Accepted(CommandRunner runner, Command command) =>
        (await runner.Run(Asked(command, Guid.CreateVersion7()))).ShouldBeOfType<CommandOutcome.Accepted>();
}
