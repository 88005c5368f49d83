using TalentBank.Access;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Tests;

/// <summary>The bank without its host: commands go through the access table and the rules, and facts pile up in memory.</summary>
internal sealed class InMemoryBank
{
    private readonly Dictionary<string, List<Fact>> _streams = [];
    private readonly List<Recorded> _log = [];
    private int _ids;

    /// <summary>All facts in the order in which they were recorded, as they come back from the log.</summary>
    public IReadOnlyList<Recorded> Log => _log;

    public InMemoryReadModels ReadModels { get; } = new();

    /// <summary>Loads, checks access, decides and appends; facts are recorded at noon UTC of the day unless an instant is given.</summary>
    public Decision Send(Command command, DateOnly today, Actor? by = null, DateTimeOffset? at = null)
    {
        var decision = Decide(command, by ?? Actor.Bank, today, stream => _streams.GetValueOrDefault(stream, []));
        if (decision is Decision.Accepted accepted)
        {
            foreach (var (stream, fact) in accepted.Facts)
                Append(stream, fact, at ?? new DateTimeOffset(today, new TimeOnly(12, 0), TimeSpan.Zero));
        }

        return decision;
    }

    /// <summary>A new id, as the host makes them.</summary>
    public string NewId(string noun) => $"{noun}-{++_ids:00000000}-0000-7000-8000-000000000000";

    public TState State<TState>(StreamOf<TState> stream)
        where TState : class, IState<TState> =>
        new States(new Dictionary<string, object?> { [stream.Name] = StateCatalog.Fold(stream.Name, null, _streams.GetValueOrDefault(stream.Name, [])) }).Of(stream);

    /// <summary>What the rule says, as the host asks it: access first, then the rule, with more streams as often as it needs them.</summary>
    public static Decision Decide(Command command, Actor actor, DateOnly today, Func<string, IReadOnlyList<Fact>> load)
    {
        var loaded = command.Streams.Distinct().ToDictionary(stream => stream, Folded);
        var access = AccessTable.Commands.Single(row => row.Command == command.GetType());
        if (access.Refusal(actor, command, new States(loaded)) is { } refusal)
            return new Decision.Refused([refusal]);
        while (true)
        {
            var decision = command.Decide(new States(loaded), new Circumstances(today, actor));
            if (decision is Decision.Accepted accepted && accepted.Facts.Any(fact => !loaded.ContainsKey(fact.Stream)))
                throw new ShouldAssertException($"{command} appends to a stream that it did not load.");
            if (decision is not Decision.Needing needing)
                return decision;
            if (needing.Streams.All(loaded.ContainsKey))
                throw new ShouldAssertException($"{command} needs only what it has: it would never be decided.");
            foreach (var stream in needing.Streams)
                loaded[stream] = Folded(stream);
        }

        object? Folded(string stream) => StateCatalog.Fold(stream, null, load(stream));
    }

    private void Append(string stream, Fact fact, DateTimeOffset at)
    {
        if (!_streams.TryGetValue(stream, out var facts))
            _streams[stream] = facts = [];
        var stored = Bank.Facts.Read(Bank.Facts.NameOf(fact), Bank.Facts.Write(Sealing.Seal(fact)));
        facts.Add(stored);
        var recorded = new Recorded(_log.Count + 1, new Guid(_log.Count + 1, 0, 0, new byte[8]), "meishan", stream, facts.Count, Bank.Facts.NameOf(stored), at, "member-1", Guid.Empty, stored);
        _log.Add(recorded);
        ReadModels.Fold(recorded);
    }
}
