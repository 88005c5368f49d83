namespace TalentBank.EventStore.Log;

/// <summary>What a stream may be called.</summary>
public static class StreamName
{
    /// <summary>In characters: a name stands in index rows, which PostgreSQL bounds at 2,704 bytes.</summary>
    public const int Longest = 500;

    /// <summary>Whether a name has a length that a stream's can have.</summary>
    public static bool IsPossible(string name) => name.Length is > 0 and <= Longest;
}
