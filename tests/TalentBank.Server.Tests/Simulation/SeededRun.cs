using System.Security.Cryptography;
using System.Text;
using TalentBank.Access;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Tests.Simulation;

/// <summary>
/// Servers, daemons and clients on one database, all in one thread, through failures drawn from a seed (reliability 1.3);
/// and at the end, what must hold whatever has happened.
/// </summary>
internal sealed class SeededRun
{
    private const int Steps = 200;
    private const int Machines = 3;
    private const int MostUnderWay = 8;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<RecordedEvent> FirstFacts = [.. Draft.Zones.SelectMany(zone => Draft.Start.Select(start => Event(zone, start.Stream, start.Fact)))];

    private readonly Random _random;
    private readonly Scheduler _scheduler;
    private readonly SimulatedDatabase _database;
    private readonly Dictionary<string, Draft> _drafts;
    private readonly List<Server> _servers = [];
    private readonly Dictionary<(string Zone, Guid Id), string> _acknowledged = [];
    private readonly StringBuilder _trace = new();
    private readonly List<string> _violations = [];
    private int _underWay;
    private int _accepted;
    private int _refused;
    private int _names;

    private SeededRun(int seed, Without without)
    {
        _random = new Random(seed);
        _scheduler = new Scheduler(_random, Start);
        _drafts = Draft.Zones.ToDictionary(zone => zone, _ => new Draft(_random));
        _database = new SimulatedDatabase(_scheduler, _random, Bank.ReadModels, FirstFacts, without);
    }

    /// <summary>Runs one seed.</summary>
    public static Outcome Run(int seed, Without without = Without.Nothing)
    {
        var run = new SeededRun(seed, without);
        run._scheduler.Run(run.Play);
        run.Check();
        return new Outcome(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run._trace.ToString()))),
            run._violations,
            run._accepted,
            run._refused,
            run._scheduler.Turns);
    }

    private async Task Play()
    {
        for (var i = 0; i < Machines; i++)
            _servers.Add(StartServer());

        var clients = new List<Task>();
        for (var step = 0; step < Steps; step++)
        {
            await _scheduler.Pause(TimeSpan.FromMilliseconds(_random.Next(20)));
            var server = Draft.Pick(_random, _servers);
            switch (_random.Next(100))
            {
                case < 4:
                    Note($"freeze {server.Machine.Name}");
                    server.Machine.Freeze();
                    break;
                case < 10:
                    foreach (var frozen in _servers.Where(it => it.Machine.IsFrozen))
                        frozen.Machine.Thaw();
                    break;
                case < 12:
                    Note($"kill {server.Machine.Name}");
                    Kill(server);
                    _servers[_servers.IndexOf(server)] = StartServer();
                    break;
                case < 14:
                    Note("fail over");
                    _database.FailOver();
                    break;
                case < 17:
                    var id = $"enterprise-foreign-{_names++}";
                    clients.Add(_database.WriteForeign([Event(Draft.Pick(_random, Draft.Zones), id, Draft.Foreign(id))], commits: _random.Next(2) == 0));
                    break;
                case < 18:
                    _scheduler.Jump(TimeSpan.FromSeconds(_random.Next(-10, 10)));
                    break;
                default:
                    if (_underWay < MostUnderWay)
                    {
                        var request = Ask();
                        clients.Add(Send(request));
                        if (_random.Next(5) == 0)
                            clients.Add(Send(request));
                    }

                    break;
            }
        }

        await Heal();
        await Task.WhenAll(clients);
        await CatchUp();
        foreach (var server in _servers)
            server.Stop.Cancel();
        await Task.WhenAll(_servers.Select(server => server.Running));
    }

    private async Task Heal()
    {
        _database.Loss = 0;
        foreach (var server in _servers)
            server.Machine.Thaw();
        await _scheduler.Pause(TimeSpan.FromSeconds(1));
    }

    /// <summary>Once nothing fails any more, every server sees every fact, within less than a lease and a poll take.</summary>
    private async Task CatchUp()
    {
        var end = _database.Log[^1].Position;
        foreach (var server in _servers)
        {
            if (!await server.Daemon.WaitFor(end, TimeSpan.FromMinutes(1)))
                _violations.Add($"{server.Machine.Name} sees {server.Daemon.Position} of {end} after a minute without faults: {server.Daemon.Fault?.Message}");
        }
    }

    private CommandRequest Ask()
    {
        var zone = Draft.Pick(_random, Draft.Zones);
        var command = _drafts[zone].Command();
        var id = new Guid(_names++, 0, 0, new byte[8]);
        return new CommandRequest(zone, id, command.ToString()!, null, command, new Circumstances(Draft.Today, Actor.Bank));
    }

    /// <summary>A client sends its command again, to any server, until somebody says what became of it.</summary>
    private async Task Send(CommandRequest request)
    {
        _underWay++;
        while (true)
        {
            var server = Draft.Pick(_random, _servers);
            try
            {
                await server.Machine.Pass();
                var outcome = await server.Commands.Run(request);
                await server.Machine.Pass();
                Hear(request, outcome);
                break;
            }
            catch (Exception fault) when (fault is ConnectionLostException or OutcomeUnknownException)
            {
                await _scheduler.Pause(TimeSpan.FromMilliseconds(_random.Next(50)));
            }
            catch (Exception fault)
            {
                _violations.Add($"{request.Command} threw {fault.GetType().Name}: {fault.Message}");
                break;
            }
        }

        _underWay--;
    }

    private void Hear(CommandRequest request, CommandOutcome outcome)
    {
        if (outcome is CommandOutcome.Refused refused)
        {
            _refused++;
            Note($"{request.CommandId} {string.Join(",", refused.Refusals.Select(refusal => refusal.Code))}");
            if (_acknowledged.ContainsKey((request.Zone, request.CommandId)))
                _violations.Add($"{request.Command} was accepted, and then refused");
            return;
        }

        var accepted = (CommandOutcome.Accepted)outcome;
        _accepted++;
        Note($"{request.CommandId} {accepted.Result} {accepted.Position}");
        var told = $"{accepted.Result} at {accepted.Position}";
        if (_acknowledged.TryGetValue((request.Zone, request.CommandId), out var before) && before != told)
            _violations.Add($"{request.Command}: first {before}, then {told}");
        _acknowledged[(request.Zone, request.CommandId)] = told;
    }

    private Server StartServer()
    {
        var machine = new Machine($"server {_names++}");
        var log = _database.LogOf(machine);
        var daemon = new Daemon(log, _database.ModelsOf(machine), _database.Decode) { Time = _scheduler.Time, BatchSize = _random.Next(1, 20), Owner = new Guid(_names++, 1, 0, new byte[8]) };
        var stop = new CancellationTokenSource();
        var commands = new CommandRunner(log, new HotStates(log), new PersonalSeal(null!), new StreamQueues(), daemon.Nudge);
        return new Server(machine, daemon, commands, stop, Live(daemon, machine, stop.Token));
    }

    private static async Task Live(Daemon daemon, Machine machine, CancellationToken cancel)
    {
        try
        {
            await daemon.Run(cancel);
        }
        catch (ConnectionLostException) when (machine.IsGone)
        {
            // What was killed does not say goodbye.
        }
    }

    private static void Kill(Server server)
    {
        server.Machine.Kill();
        server.Stop.Cancel();
    }

    private void Note(string what) => _trace.Append(_scheduler.Time.GetTimestamp()).Append(' ').AppendLine(what);

    private void Check()
    {
        var log = _database.Log;
        foreach (var (command, told) in _acknowledged)
        {
            if (!_database.Commands.TryGetValue(command, out var kept))
                _violations.Add($"{command} was acknowledged, and is not there");
            else if ($"{kept.Result} at {kept.Position}" != told)
                _violations.Add($"{command} was told {told}; there it is {kept}");
        }

        foreach (var stream in log.GroupBy(fact => (fact.Zone, fact.Stream)))
        {
            if (!stream.Select(fact => fact.Version).SequenceEqual(Enumerable.Range(1, stream.Count()).Select(version => (long)version)))
                _violations.Add($"{stream.Key} has the versions {string.Join(",", stream.Select(fact => fact.Version))}");
        }

        foreach (var twice in log.Where(fact => fact.CommandId != Guid.Empty).GroupBy(fact => (fact.Zone, fact.CommandId)).Where(command => command.Select(fact => fact.RecordedAt).Distinct().Count() > 1))
            _violations.Add($"{twice.Key} was applied twice");

        var fresh = new MemoryReadModels(Bank.ReadModels, _scheduler.Time);
        fresh.Claim(Guid.Empty, TimeSpan.FromDays(1), default).GetAwaiter().GetResult();
        fresh.Apply(Guid.Empty, TimeSpan.Zero, Bank.ReadModels, new Batch(0, log[^1].Position, [.. log.Select(_database.Recorded)]), default).GetAwaiter().GetResult();
        foreach (var model in Bank.ReadModels)
        {
            if (Told(_database.Models, model) != Told(fresh, model))
                _violations.Add($"{model.Name} is not what the log makes of it");
        }

        foreach (var letter in fresh.DeadLetters)
            _violations.Add($"{letter.Model.Name} cannot take position {letter.Position}: {letter.Cause}");
        _violations.AddRange(Accounts.BelowZero(fresh.Transfers(BankLedger.Model)));
        _trace.AppendLine(string.Join('\n', Bank.ReadModels.Select(model => Told(fresh, model))));
    }

    /// <summary>All of a read model as one text.</summary>
    private static string Told(MemoryReadModels models, ReadModel model) => model is LedgerModel ledger
        ? string.Join('\n', models.Transfers(ledger).Select(posted => $"{posted.Fact.Position} {System.Text.Json.JsonSerializer.Serialize(posted.Transfer)}"))
        : string.Join('\n', models.Documents((DocumentModel)model).Select(document => $"{document.Key} {System.Text.Json.JsonSerializer.Serialize(document.Value, document.Value.GetType(), Json.Options)}").Order(StringComparer.Ordinal));

    private static RecordedEvent Event(string zone, string stream, Fact fact) =>
        new(0, Guid.Empty, zone, stream, 1, FactCatalog.NameOf(fact), FactCatalog.Write(fact), Start, "start", Guid.Empty, null);

    /// <param name="Trace">A hash of all that was seen: the same for the same seed.</param>
    /// <param name="Violations">What should have held and did not.</param>
    /// <param name="Accepted">How many commands were accepted, and <paramref name="Refused"/> refused.</param>
    /// <param name="Refused">See <paramref name="Accepted"/>.</param>
    /// <param name="Turns">How many turns it took.</param>
    internal sealed record Outcome(string Trace, IReadOnlyList<string> Violations, int Accepted, int Refused, long Turns);

    private sealed record Server(Machine Machine, Daemon Daemon, CommandRunner Commands, CancellationTokenSource Stop, Task Running);
}
