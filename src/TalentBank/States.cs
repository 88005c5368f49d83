namespace TalentBank;

/// <summary>What a rule knows of one stream: folded from its facts alone.</summary>
public interface IState<TSelf>
    where TSelf : class, IState<TSelf>
{
    /// <summary>The state of a stream that does not exist.</summary>
    static abstract TSelf Unknown { get; }

    /// <summary>What the names of such streams begin with: the noun alone, or noun and hyphen. No two states share a noun.</summary>
    static abstract IReadOnlyList<string> Nouns { get; }

    /// <summary>The state after a fact; a fact that does not concern it leaves it as it is.</summary>
    TSelf Evolve(Fact fact);
}

/// <summary>A stream by name, typed by the state that is folded from it.</summary>
public readonly record struct StreamOf<TState>(string Name)
    where TState : class, IState<TState>;

/// <summary>The streams a command was given to decide on: their states, by name (null: of no noun).</summary>
public sealed class States(IReadOnlyDictionary<string, object?> streams)
{
    public bool Has(string stream) => streams.ContainsKey(stream);

    /// <summary>
    /// The state of a loaded stream; <c>Unknown</c> where its name is another noun's. Asking for a stream that was not loaded
    /// is a bug: a rule first says that it <see cref="Decision.Needs"/> it.
    /// </summary>
    public TState Of<TState>(StreamOf<TState> stream)
        where TState : class, IState<TState> => streams[stream.Name] as TState ?? TState.Unknown;
}
