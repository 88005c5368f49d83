namespace TalentBank;

/// <summary>What a rule knows of one stream: folded from its facts alone.</summary>
public interface IState<TSelf>
    where TSelf : class, IState<TSelf>
{
    /// <summary>The state of a stream that does not exist.</summary>
    static abstract TSelf Unknown { get; }

    /// <summary>The state after a fact; a fact that does not concern it leaves it as it is.</summary>
    TSelf Evolve(Fact fact);
}

/// <summary>A stream by name, typed by the state that is folded from it.</summary>
public readonly record struct StreamOf<TState>(string Name)
    where TState : class, IState<TState>;

/// <summary>The streams a command was given to decide on: their facts, folded when asked for.</summary>
public sealed class States(IReadOnlyDictionary<string, IReadOnlyList<Fact>> streams)
{
    private readonly Dictionary<(string Stream, Type State), object> _folded = [];

    public bool Has(string stream) => streams.ContainsKey(stream);

    /// <summary>The state of a loaded stream. Asking for another is a bug: a rule first says that it <see cref="Decision.Needs"/> it.</summary>
    public TState Of<TState>(StreamOf<TState> stream)
        where TState : class, IState<TState>
    {
        if (_folded.TryGetValue((stream.Name, typeof(TState)), out var folded))
            return (TState)folded;
        var state = TState.Unknown;
        foreach (var fact in streams[stream.Name])
            state = state.Evolve(fact);
        _folded[(stream.Name, typeof(TState))] = state;
        return state;
    }
}
