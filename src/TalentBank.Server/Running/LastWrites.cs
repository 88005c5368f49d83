using System.Collections.Concurrent;

namespace TalentBank.Server.Running;

/// <summary>Each person's last log position, so that their next question sees it without their saying so. Kept for a while, then forgotten.</summary>
public sealed class LastWrites(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Position, long At)> _writes = new();

    public void Remember(string member, long position)
    {
        var now = time.GetTimestamp();
        _writes.AddOrUpdate(member, (position, now), (_, known) => (Math.Max(known.Position, position), now));
        foreach (var (old, write) in _writes)
        {
            if (time.GetElapsedTime(write.At, now) > Kept)
                _writes.TryRemove(new(old, write));
        }
    }

    /// <summary>0 where nothing is remembered.</summary>
    public long Of(string member) => _writes.TryGetValue(member, out var write) ? write.Position : 0;
}
