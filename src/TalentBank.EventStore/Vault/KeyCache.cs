using System.Security.Cryptography;

namespace TalentBank.EventStore.Vault;

/// <summary>
/// Keys in memory, a bounded number for a bounded time: a key destroyed on another server must go from here too. It hands out
/// copies, so that what it forgets it can wipe.
/// </summary>
internal sealed class KeyCache(TimeProvider time)
{
    internal const int Limit = 1_000;

    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Zone, KeyName Name), (byte[] Key, long Since)> _keys = [];
    private long _generation;

    /// <summary>Rises with every removal: keys read before one may be among those removed.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    public Dictionary<KeyName, byte[]> Find(string zone, IEnumerable<KeyName> names)
    {
        var found = new Dictionary<KeyName, byte[]>();
        lock (_lock)
        {
            foreach (var name in names)
            {
                if (!_keys.TryGetValue((zone, name), out var entry))
                    continue;
                if (time.GetElapsedTime(entry.Since) < Lifetime)
                    found[name] = [.. entry.Key];
                else
                    Forget(zone, name);
            }
        }
        return found;
    }

    /// <summary>Keeps keys that were read when the cache was of this generation, or nothing if a removal came between.</summary>
    public void Add(string zone, IEnumerable<(KeyName Name, byte[] Key)> keys, long generation)
    {
        lock (_lock)
        {
            if (generation != _generation)
                return;
            var now = time.GetTimestamp();
            foreach (var (name, key) in keys)
            {
                Forget(zone, name);
                if (_keys.Count >= Limit)
                    Wipe();
                _keys[(zone, name)] = ([.. key], now);
            }
        }
    }

    public void Remove(string zone, IEnumerable<KeyName> names)
    {
        lock (_lock)
        {
            _generation++;
            foreach (var name in names)
                Forget(zone, name);
        }
    }

    private void Forget(string zone, KeyName name)
    {
        if (_keys.Remove((zone, name), out var entry))
            CryptographicOperations.ZeroMemory(entry.Key);
    }

    /// <summary>All at once: simpler than picking the oldest, and rare.</summary>
    private void Wipe()
    {
        foreach (var (key, _) in _keys.Values)
            CryptographicOperations.ZeroMemory(key);
        _keys.Clear();
    }
}
