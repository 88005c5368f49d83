using System.Runtime.CompilerServices;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Live;

/// <summary>The read models have advanced: the event that every live question is asked again at.</summary>
/// <param name="Seen">The position that the client says to have seen; -1 where it says nothing.</param>
public sealed record Advance(long Seen)
{
    /// <summary>
    /// The first as soon as the read models include what the client has seen, then one whenever they have moved since the last
    /// was asked for: advances that come meanwhile are one. Costs nothing while nothing is appended.
    /// </summary>
    public static async IAsyncEnumerable<object?> Of(Daemon daemon, long? since, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var advance = new Advance(since ?? -1);
        var position = await daemon.Reaches(since ?? 0, cancel);
        while (true)
        {
            yield return advance;
            position = await daemon.Reaches(position + 1, cancel);
        }
    }
}
