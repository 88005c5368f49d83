using TalentBank.EventStore.Vault;

namespace TalentBank.EventStore.Tests.Vault;

public sealed class KeyCacheTests
{
    private readonly KeyCache _cache = new(TimeProvider.System);

    [Fact]
    public void A_key_read_before_a_removal_is_not_kept()
    {
        var name = new KeyName("p", "employment");
        var generation = _cache.Generation;
        _cache.Remove("z", [name]);

        _cache.Add("z", [(name, new byte[32])], generation);
        _cache.Find("z", [name]).ShouldBeEmpty("it may be the one removed");

        _cache.Add("z", [(name, new byte[32])], _cache.Generation);
        _cache.Find("z", [name]).ShouldContainKey(name);
    }

    [Fact]
    public void It_keeps_a_bounded_number()
    {
        var names = Enumerable.Range(0, KeyCache.Limit + 1).Select(n => new KeyName($"p{n}", "employment")).ToArray();

        _cache.Add("z", names.Select(name => (name, new byte[32])), _cache.Generation);

        _cache.Find("z", names).Count.ShouldBeLessThanOrEqualTo(KeyCache.Limit);
        _cache.Find("z", [names[^1]]).ShouldContainKey(names[^1]);
    }
}
