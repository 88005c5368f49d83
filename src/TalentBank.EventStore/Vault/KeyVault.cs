using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.Vault;

/// <summary>
/// The keys to personal data: one per zone, person and retention class, 256 bits, kept in schema <c>vault</c> outside the
/// log, each wrapped under the master key. To erase is to destroy the key.
/// </summary>
public sealed class KeyVault
{
    private const int NonceLength = 12, TagLength = 16;

    /// <summary>Two texts never become the same bytes.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Database _database;
    private readonly byte[] _masterKey;
    private readonly byte[] _wrappingKey;
    private readonly KeyCache _cache;

    /// <param name="database">Where the keys are.</param>
    /// <param name="masterKey">32 bytes; see <see cref="MasterKey"/>.</param>
    /// <param name="time">The clock by which cached keys grow old; null: the system's.</param>
    public KeyVault(Database database, byte[] masterKey, TimeProvider? time = null)
    {
        if (masterKey.Length != MasterKey.Length)
            throw new ArgumentException($"A master key has {MasterKey.Length} bytes, not {masterKey.Length}.", nameof(masterKey));
        _database = database;
        _masterKey = [.. masterKey];
        _wrappingKey = Derive("wrap");
        _cache = new KeyCache(time ?? TimeProvider.System);
    }

    /// <summary>The keys of these names, in at most one round trip. A missing one is made if <paramref name="create"/>, else left out.</summary>
    /// <exception cref="CryptographicException">The master key is not the one that the vault was filled under.</exception>
    public async Task<IReadOnlyDictionary<KeyName, byte[]>> KeysFor(
        string zone, IReadOnlyCollection<KeyName> names, bool create, CancellationToken cancel = default)
    {
        var keys = _cache.Find(zone, names);
        var missing = names.Distinct().Where(name => !keys.ContainsKey(name)).ToArray();
        if (missing.Length == 0)
            return keys;

        var generation = _cache.Generation;
        await using var connection = await _database.Source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        if (create)
            batch.BatchCommands.Add(Insert(zone, missing));
        // A statement of its own: it also sees the keys that somebody else made while ours waited.
        batch.BatchCommands.Add(Select(zone, missing));

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var name = new KeyName(reader.GetString(0), reader.GetString(1));
            keys[name] = Open(_wrappingKey, Row(zone, name), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3))
                ?? throw new CryptographicException("The master key does not open this vault: it was filled under another one.");
        }
        await reader.NextResultAsync(cancel);
        _cache.Add(zone, missing.Where(keys.ContainsKey).Select(name => (name, keys[name])), generation);
        return keys;
    }

    /// <summary>
    /// Destroys a person's keys of these classes: what they sealed can never be opened again. Other servers may still hold
    /// one in memory, for a minute at most.
    /// </summary>
    public async Task Destroy(string zone, string person, IReadOnlyCollection<string> retentionClasses)
    {
        await using var command = _database.Source.CreateCommand(
            "delete from vault.keys where zone = $1 and person = $2 and retention_class = any ($3)");
        command.Parameters.Add(new() { Value = zone });
        command.Parameters.Add(new() { Value = person });
        command.Parameters.Add(Array(NpgsqlDbType.Text, retentionClasses));
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            // Also when the answer was lost: the keys may be gone.
            _cache.Remove(zone, retentionClasses.Select(@class => new KeyName(person, @class)));
        }
    }

    /// <summary>
    /// A keyed token of a text, the same in all zones: it tells whether two texts are equal and, without the master key, nothing
    /// else. For numbers of identity documents, whose plain hash could be undone by trying them all.
    /// </summary>
    /// <param name="purpose">Tokens of different purposes can't be compared.</param>
    /// <param name="text">In its canonical writing; equal means equal letter for letter.</param>
    /// <returns>32 bytes (HMAC-SHA-256).</returns>
    public byte[] Token(string purpose, string text) => HMACSHA256.HashData(Derive($"token {purpose}"), Strict.GetBytes(text));

    /// <summary>Seals bytes with AES-256-GCM under a fresh random nonce.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="aad">What the sealed bytes are bound to (zone, stream, version, field): they open nowhere else.</param>
    /// <param name="plaintext">What to seal.</param>
    /// <returns>The nonce (12 bytes), and the ciphertext followed by its tag (16 bytes).</returns>
    public static (byte[] Nonce, byte[] Ciphertext) Seal(byte[] key, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var sealedBytes = new byte[plaintext.Length + TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plaintext, sealedBytes.AsSpan(0, plaintext.Length), sealedBytes.AsSpan(plaintext.Length), aad);
        return (nonce, sealedBytes);
    }

    /// <summary>Opens what was sealed. Null: the key is gone or another one, or key, place or bytes do not belong together.</summary>
    public static byte[]? Open(byte[]? key, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext)
    {
        if (key is null || nonce.Length != NonceLength || ciphertext.Length < TagLength)
            return null;
        var plaintext = new byte[ciphertext.Length - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(nonce, ciphertext[..plaintext.Length], ciphertext[plaintext.Length..], plaintext, aad);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Whether a wrapped key is one of this vault's: of this row, under this master key.</summary>
    internal bool Unwraps(string zone, KeyName name, byte[] nonce, byte[] wrapped) => Open(_wrappingKey, Row(zone, name), nonce, wrapped) is not null;

    private NpgsqlBatchCommand Insert(string zone, KeyName[] names)
    {
        var wrapped = names.Select(name => Seal(_wrappingKey, Row(zone, name), RandomNumberGenerator.GetBytes(MasterKey.Length))).ToArray();
        return new(
            """
            insert into vault.keys (zone, person, retention_class, nonce, wrapped)
            select $1, k.* from unnest($2, $3, $4, $5) k
            order by 1, 2, 3
            on conflict do nothing
            """)
        {
            Parameters =
            {
                new() { Value = zone },
                Array(NpgsqlDbType.Text, names.Select(name => name.Person)),
                Array(NpgsqlDbType.Text, names.Select(name => name.RetentionClass)),
                Array(NpgsqlDbType.Bytea, wrapped.Select(key => key.Nonce)),
                Array(NpgsqlDbType.Bytea, wrapped.Select(key => key.Ciphertext)),
            },
        };
    }

    private static NpgsqlBatchCommand Select(string zone, KeyName[] names) => new(
        """
        select person, retention_class, nonce, wrapped
        from vault.keys
        where zone = $1 and (person, retention_class) in (select * from unnest($2, $3))
        """)
    {
        Parameters =
        {
            new() { Value = zone },
            Array(NpgsqlDbType.Text, names.Select(name => name.Person)),
            Array(NpgsqlDbType.Text, names.Select(name => name.RetentionClass)),
        },
    };

    /// <summary>Binds a wrapped key to its row; none of the three can hold U+0000, so no two rows read the same.</summary>
    private static byte[] Row(string zone, KeyName name) => Strict.GetBytes($"{zone}\0{name.Person}\0{name.RetentionClass}");

    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _masterKey, MasterKey.Length, info: Strict.GetBytes($"TalentBank vault: {purpose}"));

    private static NpgsqlParameter Array<T>(NpgsqlDbType element, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, Value = values.ToArray() };
}
