using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Tests.Simulation;

/// <summary>Guards that a simulation can take out, to see that it would notice.</summary>
[Flags]
internal enum Without
{
    Nothing = 0,

    /// <summary>The reader takes a gap for decided.</summary>
    Fence = 1,

    /// <summary>The append does not compare versions.</summary>
    Versions = 2,

    /// <summary>The append does not look for the command id.</summary>
    CommandIds = 4,

    /// <summary>A batch is applied wherever the models stand.</summary>
    Checkpoints = 8,
}

/// <summary>
/// PostgreSQL as the engine sees it: numbers are given before commits, commits come in any order, transactions roll back,
/// answers get lost, and a failover ends every connection, decides what was under way by a coin, and may give numbers again.
/// </summary>
internal sealed class SimulatedDatabase
{
    /// <summary>An owner that is no daemon.</summary>
    private static readonly Guid Nobody = Guid.Empty;

    private readonly Scheduler _scheduler;
    private readonly Random _random;
    private readonly IReadOnlyList<ReadModel> _all;
    private readonly Without _without;
    private readonly SortedList<long, RecordedEvent> _rows = [];
    private readonly Dictionary<(string Zone, Guid CommandId), (string Fingerprint, string Result, long Position)> _commands = [];
    private readonly Dictionary<(string Zone, string Stream), List<RecordedEvent>> _streams = [];
    private readonly List<Transaction> _open = [];
    private readonly Dictionary<RecordedEvent, object> _decoded = new(ReferenceEqualityComparer.Instance);
    private Queue<TaskCompletionSource>? _lock;
    private long _next = 1;
    private int _epoch;
    private long _transactions;

    public SimulatedDatabase(Scheduler scheduler, Random random, IReadOnlyList<ReadModel> models, IEnumerable<RecordedEvent> facts, Without without = Without.Nothing)
    {
        (_scheduler, _random, _all, _without) = (scheduler, random, models, without);
        foreach (var fact in facts)
            Commit(new Transaction("start", [fact with { Position = _next++ }], null));
        Models = new MemoryReadModels(models, scheduler.Time);
    }

    /// <summary>What the read models hold at the moment.</summary>
    public MemoryReadModels Models { get; private set; }

    /// <summary>How likely a message is lost on its way; none once the simulation heals.</summary>
    public double Loss { get; set; } = 0.02;

    public IReadOnlyList<RecordedEvent> Log => [.. _rows.Values];

    public IReadOnlyDictionary<(string Zone, Guid CommandId), (string Fingerprint, string Result, long Position)> Commands => _commands;

    public IEventLog LogOf(Machine machine) => new MachineLog(this, machine);

    public IReadModels ModelsOf(Machine machine) => new MachineModels(this, machine);

    /// <summary>
    /// The primary dies and another takes over. What was acknowledged is there; what was under way is there or not; read models,
    /// which are committed without waiting, may have fallen back.
    /// </summary>
    public void FailOver()
    {
        _epoch++;
        foreach (var transaction in _open.ToArray())
        {
            if (_random.Next(2) == 0)
                Commit(transaction);
        }

        _open.Clear();
        var waiting = _lock;
        _lock = null;
        while (waiting?.TryDequeue(out var next) == true)
            next.SetResult();

        _next = (_rows.Count == 0 ? 0 : _rows.Keys[^1]) + 1 + _random.Next(4);
        Models = FallenBack();
    }

    /// <summary>A writer that goes without the lock, as a Marten application would: its facts are committed late, or never.</summary>
    public async Task WriteForeign(IReadOnlyList<RecordedEvent> facts, bool commits)
    {
        var epoch = _epoch;
        var transaction = new Transaction($"{_transactions++}", [.. facts.Select(fact => fact with { Position = _next++ })], null);
        _open.Add(transaction);
        await _scheduler.Pause(TimeSpan.FromMilliseconds(_random.Next(60)));
        if (epoch != _epoch)
            return;
        if (commits)
            Commit(transaction);
        _open.Remove(transaction);
    }

    private MemoryReadModels FallenBack()
    {
        var models = new MemoryReadModels(_all, _scheduler.Time);
        foreach (var (model, position, _) in Now(Models.Claim(Nobody, TimeSpan.Zero, default)))
        {
            // What was not waited for may be lost, from any moment on.
            var kept = _random.Next(3) == 0 ? _random.NextInt64(position + 1) : position;
            Now(models.Claim(Nobody, TimeSpan.FromDays(1), default));
            Now(models.Apply(Nobody, TimeSpan.Zero, [model], new Batch(0, kept, [.. _rows.Values.TakeWhile(row => row.Position <= kept).Select(Recorded)]), default));
        }

        models.Release(Nobody).GetAwaiter().GetResult();
        return models;
    }

    /// <summary>A fact as read models take it.</summary>
    public Recorded Recorded(RecordedEvent recorded) => EventStore.ReadModels.Recorded.From(recorded, Decode(recorded));

    /// <summary>What stands in the log, decoded once: everybody who reads it decodes the same.</summary>
    public object Decode(RecordedEvent recorded)
    {
        if (!_decoded.TryGetValue(recorded, out var fact))
            _decoded.Add(recorded, fact = PersonalSeal.Read(recorded));
        return fact;
    }

    private void Commit(Transaction transaction)
    {
        foreach (var fact in transaction.Facts)
        {
            _rows.Add(fact.Position, fact);
            if (!_streams.TryGetValue((fact.Zone, fact.Stream), out var stream))
                _streams.Add((fact.Zone, fact.Stream), stream = []);
            stream.Add(fact);
        }

        if (transaction.Request is { } request)
            _commands[(request.Zone, request.CommandId)] = (request.Fingerprint, request.Result, transaction.Facts.Count > 0 ? transaction.Facts[^1].Position : _rows.Keys.LastOrDefault());
    }

    /// <summary>What is in memory is there at once.</summary>
    private static T Now<T>(Task<T> done) => done.IsCompletedSuccessfully ? done.Result : throw new InvalidOperationException("Not in memory.");

    private long Version(string zone, string stream) => _streams.GetValueOrDefault((zone, stream)) is [.., var last] ? last.Version : 0;

    /// <summary>On the way: takes its time, may be lost, and fails where the connection was ended meanwhile.</summary>
    private async Task Travel(Machine machine, int epoch)
    {
        await machine.Pass();
        await _scheduler.Pause(TimeSpan.FromMilliseconds(_random.Next(3)));
        await machine.Pass();
        if (epoch != _epoch || _random.NextDouble() < Loss)
            throw new ConnectionLostException();
    }

    private async Task<AppendOutcome> Append(Machine machine, AppendRequest request)
    {
        var epoch = _epoch;
        try
        {
            await Travel(machine, epoch);
            await Enter(epoch);
            AppendOutcome outcome;
            try
            {
                outcome = await Record(request, epoch);
            }
            finally
            {
                Leave(epoch);
            }

            await Travel(machine, epoch);
            return outcome;
        }
        catch (ConnectionLostException lost)
        {
            throw new OutcomeUnknownException(request.CommandId, lost);
        }
    }

    private async Task<AppendOutcome> Record(AppendRequest request, int epoch)
    {
        if (!_without.HasFlag(Without.CommandIds) && Remembered(request.Zone, request.CommandId, request.Fingerprint) is { } first)
            return first;
        foreach (var (stream, expected, _) in request.Streams)
        {
            if (!_without.HasFlag(Without.Versions) && Version(request.Zone, stream) is var actual && actual != expected)
                return new AppendOutcome.Conflict(stream, expected, actual);
        }

        var now = _scheduler.Time.GetUtcNow();
        var recordedAt = _rows.Count > 0 && _rows.Values[^1].RecordedAt is var last && last > now ? last : now;
        var facts = request.Streams.SelectMany(stream => stream.Events.Select((it, i) => new RecordedEvent(
            _next++, it.Id, request.Zone, stream.Stream, Version(request.Zone, stream.Stream) + i + 1, it.Type, it.Data, recordedAt, request.Actor, request.CommandId, request.CorrelationId))).ToList();
        var transaction = new Transaction($"{_transactions++}", facts, request);
        _open.Add(transaction);
        await _scheduler.Pause(TimeSpan.FromMilliseconds(_random.Next(5)));
        if (epoch != _epoch)
            throw new ConnectionLostException();
        _open.Remove(transaction);
        if (_random.NextDouble() < Loss)
            throw new ConnectionLostException();
        Commit(transaction);
        return new AppendOutcome.Appended(facts.Count > 0 ? facts[^1].Position : _rows.Keys.LastOrDefault(), recordedAt);
    }

    private async Task Enter(int epoch)
    {
        if (_lock is null)
        {
            _lock = new Queue<TaskCompletionSource>();
            return;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lock.Enqueue(turn);
        await turn.Task;
        if (epoch != _epoch)
            throw new ConnectionLostException();
    }

    private void Leave(int epoch)
    {
        if (epoch != _epoch)
            return;
        if (_lock!.TryDequeue(out var next))
            next.SetResult();
        else
            _lock = null;
    }

    private AppendOutcome? Remembered(string zone, Guid commandId, string fingerprint) =>
        !_commands.TryGetValue((zone, commandId), out var first) ? null
        : first.Fingerprint == fingerprint ? new AppendOutcome.Repeated(first.Position, first.Result)
        : new AppendOutcome.CommandIdTaken();

    private sealed record Transaction(string Id, IReadOnlyList<RecordedEvent> Facts, AppendRequest? Request);

    /// <summary>The log as one machine reaches it, with a reader of its own.</summary>
    private sealed class MachineLog : IEventLog
    {
        private readonly SimulatedDatabase _database;
        private readonly Machine _machine;
        private readonly GapReader _reader;

        public MachineLog(SimulatedDatabase database, Machine machine)
        {
            (_database, _machine) = (database, machine);
            _reader = new GapReader(Look, Writers, static (_, _, _) => Task.CompletedTask);
        }

        public async ValueTask<AppendOutcome> Append(AppendRequest request) => await _database.Append(_machine, request);

        public async ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default) =>
            await Ask(() => _database.Remembered(zone, commandId, fingerprint));

        public async ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default) =>
            await Ask(() => streams.Select(from =>
            {
                var events = _database._streams.GetValueOrDefault((zone, from.Stream), []).Where(it => it.Version > from.After).ToList();
                return new StreamSlice(from.Stream, events is [.., var last] ? last.Version : from.After, events);
            }).ToList());

        public ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default) => _reader.Read(after, limit, cancel);

        private async Task<Look> Look(long after, int limit, CancellationToken cancel) => await Ask(() =>
        {
            var rows = _database._rows;
            var events = rows.Values.Where(row => row.Position > after).Take(limit).ToList();
            return new Look(events, events.Count == 0 ? after : rows.Keys[^1]);
        });

        private async Task<IReadOnlyDictionary<string, int>> Writers(CancellationToken cancel) => await Ask(() =>
            _database._without.HasFlag(Without.Fence) ? [] : _database._open.ToDictionary(transaction => transaction.Id, _ => 0));

        private async Task<T> Ask<T>(Func<T> answer)
        {
            var epoch = _database._epoch;
            await _database.Travel(_machine, epoch);
            var given = answer();
            await _database.Travel(_machine, epoch);
            return given;
        }
    }

    /// <summary>The read models as one machine reaches them.</summary>
    private sealed class MachineModels(SimulatedDatabase database, Machine machine) : IReadModels
    {
        public IReadOnlyList<ReadModel> Models => database._all;

        public async Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel)
        {
            var epoch = database._epoch;
            await database.Travel(machine, epoch);
            var standings = await database.Models.Claim(database._without.HasFlag(Without.Checkpoints) ? Nobody : owner, lease, cancel);
            await database.Travel(machine, epoch);
            return standings;
        }

        public async Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel)
        {
            var epoch = database._epoch;
            await database.Travel(machine, epoch);
            var applied = database._without.HasFlag(Without.Checkpoints)
                ? await ApplyAnywhere(lease, models, batch, cancel)
                : await database.Models.Apply(owner, lease, models, batch, cancel);
            await database.Travel(machine, epoch);
            return applied;
        }

        public async Task Release(Guid owner)
        {
            var epoch = database._epoch;
            await database.Travel(machine, epoch);
            await database.Models.Release(owner);
        }

        /// <summary>As if everybody were the owner, and the models stood wherever the batch begins.</summary>
        private async Task<Applied> ApplyAnywhere(TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel)
        {
            foreach (var standing in (await database.Models.Claim(Nobody, lease, cancel)).Where(standing => models.Contains(standing.Model)))
                await database.Models.Apply(Nobody, lease, [standing.Model], batch with { From = standing.Position }, cancel);
            return new Applied.Moved();
        }
    }
}
