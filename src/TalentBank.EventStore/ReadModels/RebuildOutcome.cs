namespace TalentBank.EventStore.ReadModels;

/// <summary>What became of a <see cref="Rebuild"/>.</summary>
public abstract record RebuildOutcome
{
    private RebuildOutcome() { }

    /// <summary>The new tables are the ones that are read; those before are kept until the next rebuild, or until dropped.</summary>
    /// <param name="Position">The position that they include.</param>
    /// <param name="Facts">How many facts were folded.</param>
    /// <param name="Aside">How many facts the model could not take.</param>
    /// <param name="Took">How long it took.</param>
    public sealed record Swapped(long Position, long Facts, long Aside, TimeSpan Took) : RebuildOutcome;

    /// <summary>These tables are gone, by name; none where there was nothing to drop.</summary>
    public sealed record Dropped(IReadOnlyList<string> Tables) : RebuildOutcome;

    /// <summary>Nothing has changed.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Refused(string Reason) : RebuildOutcome;
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Position">The position that the new tables include.</param>
/// <param name="Goal">The position that they have to reach, as far as is known.</param>
/// <param name="Facts">How many facts were folded.</param>
/// <param name="FactsPerSecond">So far.</param>
public sealed record RebuildProgress(RebuildStage Stage, long Position, long Goal, long Facts, double FactsPerSecond)
{
    /// <summary>How long it will take to the goal, at the speed so far; null where nothing can be said yet.</summary>
    public TimeSpan? Remaining => Position > 0 && FactsPerSecond > 0
        ? TimeSpan.FromSeconds(Math.Max(0, Goal - Position) * ((double)Facts / Position) / FactsPerSecond)
        : null;
}

public enum RebuildStage
{
    /// <summary>The log is folded from its beginning.</summary>
    Filling,

    /// <summary>Totals are added up and indexes made.</summary>
    Indexing,

    /// <summary>What was appended meanwhile is folded, and the moment of the swap awaited.</summary>
    Swapping,
}
