using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;

namespace TalentBank;

/// <summary>What stands in the log under a stored name (<see cref="StoredAttribute"/>): a fact, or a <see cref="Former"/> version of one.</summary>
public abstract record Stored;

/// <summary>Something that happened, recorded for ever.</summary>
public abstract record Fact : Stored
{
    /// <summary>The calendar day of the zone from which the fact holds; when it was recorded is the log's matter.</summary>
    public abstract DateOnly Effective { get; init; }

    /// <summary>What the fact posts to the ledger: a pure function of the fact alone (metrics, chart of accounts).</summary>
    public virtual IEnumerable<Transfer> Transfers() => [];

    /// <summary>What the bank must therefore do by itself when a day comes, or need not do any more: a pure function of the fact alone.</summary>
    public virtual IEnumerable<Due> Dues() => [];
}

/// <summary>The name under which a fact is stored, snake_case, never changed; <c>_v2</c> from the second version on.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
