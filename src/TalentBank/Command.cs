namespace TalentBank;

/// <summary>What somebody asks the bank to do. The host loads its streams, lets it decide, and appends.</summary>
public abstract record Command
{
    /// <summary>The streams the decision is taken on, from the command's own fields. Ids found only in a loaded state are asked for by <see cref="Decision.Needs"/>.</summary>
    public abstract IEnumerable<string> Streams { get; }

    /// <summary>The rule: a pure function of the command, the states and the circumstances.</summary>
    public abstract Decision Decide(States states, Circumstances now);
}

/// <summary>Marks a parameter that the host fills with a new id, <c>noun-uuidv7</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NewIdAttribute(string noun) : Attribute
{
    public string Noun { get; } = noun;
}

/// <summary>Time and sender of a command, as data.</summary>
/// <param name="Today">The calendar day in the zone.</param>
/// <param name="Actor">Who sends it, and for whom.</param>
public sealed record Circumstances(DateOnly Today, Actor Actor);
