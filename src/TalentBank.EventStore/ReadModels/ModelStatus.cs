namespace TalentBank.EventStore.ReadModels;

/// <summary>How one read model stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Position">The log position that it includes.</param>
/// <param name="Behind">How many positions the log is ahead of it.</param>
/// <param name="Owner">The daemon that feeds it; null where nobody does now.</param>
/// <param name="SetAside">How many facts it could not take: per document, all that follow the first.</param>
/// <param name="Rebuilding">How far the table is that is being built beside it; null where none is.</param>
public sealed record ModelStatus(string Name, int Version, long Position, long Behind, Guid? Owner, long SetAside, Rebuilding? Rebuilding)
{
    /// <summary>Whether a daemon feeds it now.</summary>
    public bool Fed => Owner is not null;
}

/// <summary>How far a rebuild is, seen from outside.</summary>
/// <param name="Position">The log position that the new table includes.</param>
/// <param name="Goal">The end of the log.</param>
/// <param name="PerSecond">How many positions it has taken in a second so far.</param>
/// <param name="SecondsLeft">At that speed; null where nothing can be said yet.</param>
public sealed record Rebuilding(long Position, long Goal, double PerSecond, double? SecondsLeft)
{
    internal static Rebuilding After(long position, long goal, double seconds)
    {
        var perSecond = position / Math.Max(seconds, 0.001);
        return new Rebuilding(position, goal, perSecond, position > 0 ? Math.Max(0, goal - position) / perSecond : null);
    }
}
