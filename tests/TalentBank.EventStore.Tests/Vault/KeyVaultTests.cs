using System.Security.Cryptography;
using System.Text;
using TalentBank.EventStore.Vault;

namespace TalentBank.EventStore.Tests.Vault;

public sealed class KeyVaultTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private static readonly byte[] Master = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
    private static readonly byte[] Place = "zone|stream|1|name"u8.ToArray();

    private readonly string _zone = $"zone-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_key_is_made_once_and_found_again_by_every_vault_on_the_database()
    {
        var names = new[] { new KeyName("p1", "employment"), new KeyName("p1", "accounting"), new KeyName("p2", "employment") };

        var made = await Vault().KeysFor(_zone, names, create: true);
        var found = await Vault().KeysFor(_zone, names, create: false);

        made.Keys.ShouldBe(names, ignoreOrder: true);
        made.Values.ShouldAllBe(key => key.Length == 32);
        made.Values.Select(Convert.ToHexString).Distinct().Count().ShouldBe(3);
        names.ShouldAllBe(name => made[name].SequenceEqual(found[name]));
    }

    [Fact]
    public async Task A_key_that_was_never_made_is_left_out()
    {
        var known = new KeyName("p", "known");
        await Vault().KeysFor(_zone, [known], create: true);

        var keys = await Vault().KeysFor(_zone, [known, new("p", "unknown")], create: false);

        keys.Keys.ShouldBe([known]);
        (await Vault().KeysFor(_zone, [], create: true)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_make_the_same_key_at_once_get_the_same_one()
    {
        var names = Enumerable.Range(0, 20).Select(n => new KeyName($"p{n}", "employment")).ToArray();

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(caller =>
            Task.Run(() => Vault().KeysFor(_zone, [.. names.OrderBy(_ => Guid.NewGuid())], create: true))));

        foreach (var name in names)
            made.Select(keys => Convert.ToHexString(keys[name])).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_person_has_another_key_in_another_zone()
    {
        var name = new KeyName("p", "employment");
        var here = await Vault().KeysFor(_zone, [name], create: true);
        var there = await Vault().KeysFor($"{_zone}-b", [name], create: true);

        here[name].ShouldNotBe(there[name]);
    }

    [Fact]
    public async Task What_was_sealed_opens_with_its_key_at_its_place()
    {
        var key = await Key("p");

        var (nonce, ciphertext) = KeyVault.Seal(key, Place, "王小明·𠮷"u8);

        Encoding.UTF8.GetString(KeyVault.Open(key, Place, nonce, ciphertext)!).ShouldBe("王小明·𠮷");
        (await Key("p")).ShouldBe(key);
        Convert.ToHexString(ciphertext).ShouldNotContain(Convert.ToHexString("王小明"u8));
        KeyVault.Seal(key, Place, "王小明·𠮷"u8).Ciphertext.ShouldNotBe(ciphertext, "each sealing has a nonce of its own");
    }

    [Fact]
    public void What_was_sealed_opens_nowhere_else_and_not_when_touched()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var (nonce, ciphertext) = KeyVault.Seal(key, Place, "secret"u8);
        KeyVault.Open(key, Place, nonce, ciphertext).ShouldNotBeNull();

        KeyVault.Open(RandomNumberGenerator.GetBytes(32), Place, nonce, ciphertext).ShouldBeNull("another key");
        KeyVault.Open(null, Place, nonce, ciphertext).ShouldBeNull("no key");
        KeyVault.Open(key, "zone|stream|2|name"u8, nonce, ciphertext).ShouldBeNull("another place");
        for (var bit = 0; bit < ciphertext.Length * 8; bit++)
            KeyVault.Open(key, Place, nonce, Flipped(ciphertext, bit)).ShouldBeNull($"bit {bit} of the ciphertext");
        for (var bit = 0; bit < nonce.Length * 8; bit++)
            KeyVault.Open(key, Place, Flipped(nonce, bit), ciphertext).ShouldBeNull($"bit {bit} of the nonce");
        for (var length = 0; length < ciphertext.Length; length++)
            KeyVault.Open(key, Place, nonce, ciphertext.AsSpan(0, length)).ShouldBeNull($"cut to {length} bytes");
        KeyVault.Open(key, Place, [], ciphertext).ShouldBeNull("no nonce");

        static byte[] Flipped(byte[] bytes, int bit)
        {
            byte[] copy = [.. bytes];
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
            return copy;
        }
    }

    [Fact]
    public async Task Destroying_takes_the_named_classes_of_one_person_and_nothing_else()
    {
        var vault = Vault();
        KeyName gone = new("p", "employment"), retained = new("p", "accounting"), another = new("q", "employment");
        var keys = await vault.KeysFor(_zone, [gone, retained, another], create: true);
        await vault.KeysFor($"{_zone}-b", [gone], create: true);
        var (nonce, ciphertext) = KeyVault.Seal(keys[gone], Place, "secret"u8);

        await vault.Destroy(_zone, "p", ["employment"]);

        var left = await vault.KeysFor(_zone, [gone, retained, another], create: false);
        left.Keys.ShouldBe([retained, another], ignoreOrder: true);
        (await Vault().KeysFor($"{_zone}-b", [gone], create: false)).Keys.ShouldContain(gone);
        KeyVault.Open(left.GetValueOrDefault(gone), Place, nonce, ciphertext).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_made_after_destruction_does_not_open_what_was_sealed_before()
    {
        var vault = Vault();
        var (nonce, ciphertext) = KeyVault.Seal(await Key("p", vault), Place, "secret"u8);
        await vault.Destroy(_zone, "p", ["employment"]);

        KeyVault.Open(await Key("p", vault), Place, nonce, ciphertext).ShouldBeNull();
    }

    [Fact]
    public async Task A_known_key_costs_no_round_trip_for_a_minute()
    {
        var clock = new Clock();
        var vault = new KeyVault(test.Database, Master, clock);
        var name = new KeyName("p", "employment");
        await vault.KeysFor(_zone, [name], create: true);
        await Vault().Destroy(_zone, "p", ["employment"]);

        clock.Passed = TimeSpan.FromSeconds(59);
        (await vault.KeysFor(_zone, [name], create: false)).Keys.ShouldContain(name, "it comes from memory");
        clock.Passed = TimeSpan.FromSeconds(61);
        (await vault.KeysFor(_zone, [name], create: false)).ShouldBeEmpty("another server has destroyed it");
    }

    [Fact]
    public async Task Whoever_wipes_the_key_it_was_given_wipes_a_copy()
    {
        var vault = Vault();
        var first = await Key("p", vault);
        byte[] copy = [.. first];
        CryptographicOperations.ZeroMemory(first);

        (await Key("p", vault)).ShouldBe(copy);
    }

    [Fact]
    public async Task Another_master_key_does_not_open_the_vault_and_says_so()
    {
        var name = new KeyName("p", "employment");
        await Vault().KeysFor(_zone, [name], create: true);
        var stranger = new KeyVault(test.Database, new byte[32]);

        (await Should.ThrowAsync<CryptographicException>(() => stranger.KeysFor(_zone, [name], create: false))).Message.ShouldContain("master key");
    }

    [Fact]
    public async Task A_wrapped_key_opens_in_its_own_row_alone()
    {
        KeyName mine = new("p", "employment"), yours = new("q", "employment");
        await Vault().KeysFor(_zone, [mine, yours], create: true);
        await test.Raw.Run(
            $"""
            update vault.keys t set nonce = s.nonce, wrapped = s.wrapped
            from vault.keys s where t.zone = '{_zone}' and s.zone = '{_zone}' and t.person = 'q' and s.person = 'p'
            """);

        (await Vault().KeysFor(_zone, [mine], create: false)).Keys.ShouldContain(mine);
        await Should.ThrowAsync<CryptographicException>(() => Vault().KeysFor(_zone, [yours], create: false));
    }

    [Fact]
    public async Task No_key_stands_in_the_database_in_clear()
    {
        var key = await Key("p");

        (await test.Raw.Ask<string>("select string_agg(encode(nonce || wrapped, 'hex'), '') from vault.keys"))
            .ShouldNotContain(Convert.ToHexString(key), Case.Insensitive);
    }

    [Fact]
    public void A_token_tells_equal_from_unequal_and_depends_on_text_purpose_and_master_key()
    {
        var vault = Vault();
        var token = vault.Token("identity document", "51140219990101001X");

        token.Length.ShouldBe(32);
        Vault().Token("identity document", "51140219990101001X").ShouldBe(token);
        vault.Token("identity document", "511402199901010028").ShouldNotBe(token);
        vault.Token("phone", "51140219990101001X").ShouldNotBe(token);
        new KeyVault(test.Database, new byte[32]).Token("identity document", "51140219990101001X").ShouldNotBe(token);
        Should.Throw<ArgumentException>(() => vault.Token("identity document", "\ud800"));
    }

    /// <summary>Tokens are kept for years: this one must come out the same in every release.</summary>
    [Fact]
    public void A_token_is_the_same_for_ever() =>
        Convert.ToHexStringLower(Vault().Token("identity document", "51140219990101001X"))
            .ShouldBe("f84d5938401465913a2c8388925808200edc7d4c1767e82512cfeafa97973779");

    [Fact]
    public void A_master_key_of_another_length_is_refused() =>
        Should.Throw<ArgumentException>(() => new KeyVault(test.Database, new byte[16]));

    private KeyVault Vault() => new(test.Database, Master);

    private async Task<byte[]> Key(string person, KeyVault? vault = null)
    {
        var name = new KeyName(person, "employment");
        return (await (vault ?? Vault()).KeysFor(_zone, [name], create: true))[name];
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long GetTimestamp() => Passed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
