using System.Collections.Frozen;
using System.Text.Json;

namespace TalentBank;

/// <summary>All kinds of state by noun: how a stream is folded, and how a state is kept as JSON and read again.</summary>
public static class StateCatalog
{
    private static readonly FrozenDictionary<string, Folding> ByNoun = typeof(Fact).Assembly.GetTypes()
        .Where(IsState)
        .Select(type => (Folding)Activator.CreateInstance(typeof(Folding<>).MakeGenericType(type))!)
        .SelectMany(folding => folding.Nouns.Select(noun => (noun, folding)))
        .ToFrozenDictionary(entry => entry.noun, entry => entry.folding);

    /// <summary>
    /// What kept states are valid for: this build of the product and no other, so that nobody has to remember to raise a
    /// number when a state or its fold changes.
    /// </summary>
    public static Guid Build => typeof(Fact).Module.ModuleVersionId;

    /// <summary>The state of a stream that was folded so far (null: not at all) after more facts; null where the name is of no noun.</summary>
    public static object? Fold(string stream, object? state, IEnumerable<Fact> facts) => Of(stream)?.Fold(state, facts);

    public static string Write(object state) => JsonSerializer.Serialize(state, state.GetType(), Json.Options);

    /// <summary>A state that was written by this very build.</summary>
    public static object Read(string stream, string json) => JsonSerializer.Deserialize(json, Of(stream)!.State, Json.Options)!;

    private static Folding? Of(string stream)
    {
        // The longest noun that fits: zone-operator-… is no zone.
        for (var end = stream.Length; end > 0; end = stream.LastIndexOf('-', end - 1))
        {
            if (ByNoun.TryGetValue(stream[..end], out var folding))
                return folding;
        }

        return null;
    }

    private static bool IsState(Type type) =>
        type.GetInterfaces().Any(made => made.IsGenericType && made.GetGenericTypeDefinition() == typeof(IState<>) && made.GenericTypeArguments[0] == type);

    private abstract class Folding
    {
        public abstract Type State { get; }

        public abstract IReadOnlyList<string> Nouns { get; }

        public abstract object Fold(object? state, IEnumerable<Fact> facts);
    }

    private sealed class Folding<TState> : Folding
        where TState : class, IState<TState>
    {
        public override Type State => typeof(TState);

        public override IReadOnlyList<string> Nouns => TState.Nouns;

        public override object Fold(object? state, IEnumerable<Fact> facts) =>
            facts.Aggregate((TState?)state ?? TState.Unknown, (folded, fact) => folded.Evolve(fact));
    }
}
