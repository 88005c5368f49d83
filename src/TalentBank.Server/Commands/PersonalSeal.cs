using System.Text;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Vault;

namespace TalentBank.Server.Commands;

/// <summary>Seals the personal fields of facts on their way into the log, and opens them for those who may see them.</summary>
public sealed class PersonalSeal(KeyVault vault)
{
    /// <summary>The fact with every personal field sealed under its person's key, bound to where it will stand.</summary>
    public async ValueTask<Fact> Seal(Fact fact, string zone, string stream, long version)
    {
        var names = PersonalFields.Of(fact).Select(field => KeyOf(field.Value)).Distinct().ToList();
        if (names.Count == 0)
            return fact;
        var keys = await vault.KeysFor(zone, names, create: true);
        return PersonalFields.Map(fact, (field, value) =>
        {
            var clear = (Personal.Clear)value;
            var place = Place(zone, stream, version, field);
            var (nonce, ciphertext) = KeyVault.Seal(keys[KeyOf(clear)], Encoding.UTF8.GetBytes(place), Encoding.UTF8.GetBytes(clear.Value));
            return new Personal.Sealed(clear.Person, clear.Class, nonce, ciphertext, null);
        });
    }

    /// <summary>The texts of sealed fields, by one read of the vault; null where a key is destroyed: the person was erased.</summary>
    public async Task<IReadOnlyList<string?>> Open(string zone, IReadOnlyList<Personal> personal, CancellationToken cancel)
    {
        var keys = await vault.KeysFor(zone, [.. personal.Select(KeyOf).Distinct()], create: false, cancel);
        return [.. personal.Select(field => Open(field, keys))];
    }

    private static string? Open(Personal personal, IReadOnlyDictionary<KeyName, byte[]> keys)
    {
        if (personal is not Personal.Sealed it)
            throw new InvalidOperationException("Only what is sealed can be opened.");
        return KeyVault.Open(keys.GetValueOrDefault(KeyOf(it)), Encoding.UTF8.GetBytes(it.Place!), it.Nonce, it.Ciphertext) is { } bytes
            ? Encoding.UTF8.GetString(bytes)
            : null;
    }

    /// <summary>A fact as it stands in the log: its sealed fields know their place, which opening them requires.</summary>
    public static Fact Read(RecordedEvent recorded) => Read(recorded.Zone, recorded.Stream, recorded.Version, recorded.Type, recorded.Data);

    /// <inheritdoc cref="Read(RecordedEvent)"/>
    public static Fact Read(string zone, string stream, long version, string type, string data) => Bank.Facts.Read(
        type,
        data,
        (field, value) => (Personal.Sealed)value with { Place = Place(zone, stream, version, field) });

    private static string Place(string zone, string stream, long version, string field) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{zone}|{stream}|{version}|{field}");

    private static KeyName KeyOf(Personal personal) => personal switch
    {
        Personal.Clear clear => new KeyName(clear.Person, clear.Class.ToString()),
        Personal.Sealed it => new KeyName(it.Person, it.Class.ToString()),
        _ => throw new InvalidOperationException("Personal data is in clear or sealed."),
    };
}
