namespace TalentBank.GraphQL.Types;

/// <summary>What a change of a schema does to clients that were written before it.</summary>
public enum ChangeWeight
{
    /// <summary>Nothing.</summary>
    Safe,

    /// <summary>What they asked is still valid, but they may meet what they never met: a new enum value, another default.</summary>
    Dangerous,

    /// <summary>What they ask may be refused, or answered in another shape.</summary>
    Breaking,
}
