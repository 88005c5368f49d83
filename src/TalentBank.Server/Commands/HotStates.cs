using Microsoft.Extensions.Caching.Memory;
using TalentBank.EventStore.Log;

namespace TalentBank.Server.Commands;

/// <summary>
/// The states that commands are decided on, kept in memory so that a known stream need not be read again. They may be
/// behind the log, since other servers append too: the append compares versions, and whoever refuses reads on first.
/// Reading costs one round trip for streams that are hot, two for others; memory is bounded by the facts they were folded from.
/// </summary>
public sealed class HotStates(IEventLog log, StreamSnapshots? snapshots = null, TimeProvider? time = null) : IDisposable
{
    /// <summary>A stream read on from this many events ago is worth a snapshot.</summary>
    public const int SnapshotEvery = 200;

    /// <summary>In facts that the states were folded from, each counted as one at least.</summary>
    private const long MostFacts = 500_000;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly MemoryCache _states = new(new MemoryCacheOptions { SizeLimit = MostFacts });

    /// <summary>The states of these streams, as far as they are known here; those that are not are read.</summary>
    public async ValueTask<IReadOnlyDictionary<string, StreamState>> Get(string zone, IReadOnlyCollection<string> streams)
    {
        var found = new Dictionary<string, StreamState>();
        foreach (var stream in streams)
        {
            // A name that no stream can have is a stream that does not exist: the rule says what that means.
            if (!StreamName.IsPossible(stream))
                found[stream] = StreamState.Unknown;
            else if (_states.TryGetValue<Hot>((zone, stream), out var hot))
                found[stream] = hot!.State;
        }

        string[] missing = [.. streams.Where(stream => !found.ContainsKey(stream)).Distinct()];
        if (missing.Length > 0)
        {
            foreach (var (stream, state) in await ReadOn(zone, await Kept(zone, missing)))
                found[stream] = state;
        }

        return found;
    }

    /// <summary>A stream's state as it stands in the log now, by one round trip; or as it stood there so short a time ago, by none.</summary>
    public async ValueTask<TState> Current<TState>(string zone, StreamOf<TState> stream, TimeSpan atMost = default, CancellationToken cancel = default)
        where TState : class, IState<TState>
    {
        var hot = _states.Get<Hot>((zone, stream.Name));
        if (hot is not null && _time.GetElapsedTime(hot.SeenAt) < atMost)
            return hot.State.State as TState ?? TState.Unknown;
        return (await Current(zone, [stream], cancel))[stream.Name];
    }

    /// <summary>The states of several streams as they stand in the log now, by one round trip for all.</summary>
    public async ValueTask<IReadOnlyDictionary<string, TState>> Current<TState>(string zone, IReadOnlyCollection<StreamOf<TState>> streams, CancellationToken cancel = default)
        where TState : class, IState<TState>
    {
        if (streams.Count == 0)
            return new Dictionary<string, TState>();
        var known = streams.Select(stream => stream.Name).Distinct().ToDictionary(name => name, name => _states.Get<Hot>((zone, name))?.State ?? StreamState.Unknown);
        var now = await ReadOn(zone, known, cancel);
        return known.Keys.ToDictionary(name => name, name => now[name].State as TState ?? TState.Unknown);
    }

    /// <summary>Reads what was appended to these streams since; true where anything was.</summary>
    public async ValueTask<bool> Refresh(string zone, IReadOnlyDictionary<string, StreamState> states)
    {
        if (states.Count == 0)
            return false;
        var now = await ReadOn(zone, states.Where(stream => StreamName.IsPossible(stream.Key)).ToDictionary());
        return now.Any(stream => stream.Value.Version != states[stream.Key].Version);
    }

    /// <summary>Takes in what was just appended behind a version.</summary>
    public void Learn(string zone, string stream, StreamState before, IReadOnlyList<Fact> facts) =>
        Keep(zone, stream, new Hot(before.After(stream, facts), _time.GetTimestamp()));

    /// <summary>Lets go of a stream, so that it is read from its beginning.</summary>
    public void Forget(string zone, string stream) => _states.Remove((zone, stream));

    public void Dispose() => _states.Dispose();

    private async Task<Dictionary<string, StreamState>> Kept(string zone, string[] streams)
    {
        var states = streams.ToDictionary(stream => stream, _ => StreamState.Unknown);
        if (snapshots is not null)
        {
            foreach (var (stream, snapshot) in await snapshots.Read(zone, streams))
                states[stream] = new StreamState(snapshot.Version, StateCatalog.Read(stream, snapshot.State));
        }

        return states;
    }

    private async Task<Dictionary<string, StreamState>> ReadOn(string zone, Dictionary<string, StreamState> known, CancellationToken cancel = default)
    {
        var seenAt = _time.GetTimestamp();
        var states = new Dictionary<string, StreamState>();
        var grown = new List<StreamSnapshot>();
        foreach (var slice in await log.ReadStreams(zone, [.. known.Select(stream => new StreamFrom(stream.Key, stream.Value.Version))], cancel))
        {
            var state = known[slice.Stream].After(slice.Stream, [.. slice.Events.Select(PersonalSeal.Read)]);
            states.Add(slice.Stream, state);
            Keep(zone, slice.Stream, new Hot(state, seenAt));
            if (slice.Events.Count >= SnapshotEvery && state.State is { } folded)
                grown.Add(new StreamSnapshot(slice.Stream, slice.Version, StateCatalog.Write(folded)));
        }

        if (grown.Count > 0 && snapshots is not null)
            await snapshots.Write(zone, grown, cancel);
        return states;
    }

    /// <summary>What does not exist is not kept: names that callers make up would push out what is used.</summary>
    private void Keep(string zone, string stream, Hot hot)
    {
        if (hot.State.Version > 0)
            _states.Set((zone, stream), hot, new MemoryCacheEntryOptions { Size = hot.State.Version });
    }

    /// <summary>A state, and when it was known to be what stands in the log.</summary>
    private sealed record Hot(StreamState State, long SeenAt);
}

/// <summary>A stream as of a version: what its facts so far were folded to (null: its name is of no noun).</summary>
public sealed record StreamState(long Version, object? State)
{
    public static StreamState Unknown { get; } = new(0, null);

    public StreamState After(string stream, IReadOnlyList<Fact> facts) =>
        facts.Count == 0 ? this : new StreamState(Version + facts.Count, StateCatalog.Fold(stream, State, facts));
}
