namespace TalentBank;

/// <summary>What a rule answers.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Accepted: the facts to append, each with its stream; none where the command changes nothing (any more).</summary>
    /// <param name="Result">The id of what the command made or changed.</param>
    /// <param name="Facts">In the order in which they are to stand.</param>
    public sealed record Accepted(string Result, IReadOnlyList<(string Stream, Fact Fact)> Facts) : Decision
    {
        public Accepted With<TState>(StreamOf<TState> stream, Fact fact)
            where TState : class, IState<TState> => this with { Facts = [.. Facts, (stream.Name, fact)] };
    }

    /// <summary>Refused, with every reason found.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Decision;

    /// <summary>More streams must be loaded before it can be decided.</summary>
    public sealed record Needing(IReadOnlyList<string> Streams) : Decision;

    public static Accepted Accept(string result) => new(result, []);

    /// <param name="code">Stable, kebab-case; its sentences stand in the resources.</param>
    /// <param name="field">The input field it concerns, dotted; null where it concerns the whole.</param>
    /// <param name="values">The values named in the sentences.</param>
    public static Refused Refuse(string code, string? field = null, params (string Name, object? Value)[] values) => new([new Refusal(code, field, values)]);

    public static Needing Needs(params string[] streams) => new(streams);
}

/// <summary>Why something was refused: a value, not an exception.</summary>
public sealed record Refusal(string Code, string? Field, IReadOnlyList<(string Name, object? Value)> Values);
