using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentBank;

/// <summary>
/// Personal data of one person. In clear it exists only on its way in and out; in facts and documents it stands sealed
/// under that person's key, so that destroying the key erases it everywhere (design, section 6).
/// </summary>
public abstract record Personal
{
    private Personal() { }

    /// <summary>In clear: not yet recorded. Cannot be written to a fact or a document.</summary>
    public sealed record Clear(string Person, RetentionClass Class, string Value) : Personal
    {
        public override string ToString() => "[personal]";
    }

    /// <summary>Sealed with AES-256-GCM under the person's key of this class.</summary>
    /// <param name="Person">Whose data and key: a pseudonymous id.</param>
    /// <param name="Class">Which of the person's keys.</param>
    /// <param name="Nonce">12 bytes.</param>
    /// <param name="Ciphertext">With the 16 bytes of the tag at its end.</param>
    /// <param name="Place">Where it stands (zone|stream|version|field), bound to the ciphertext as associated data.</param>
    public sealed record Sealed(string Person, RetentionClass Class, byte[] Nonce, byte[] Ciphertext, string? Place) : Personal;

    /// <summary>Something personal that a rule puts into a fact; null stays null.</summary>
    public static Personal Of(string person, string value, RetentionClass retention = RetentionClass.Profile) => new Clear(person, retention, value);
}

/// <summary>How long law or purpose keeps personal data: each class has a key of its own per person.</summary>
public enum RetentionClass
{
    /// <summary>Name, phone, e-mail: erased when the person asks.</summary>
    Profile,

    /// <summary>What accounting law retains (papers of subsidies): kept, blocked for all but auditors.</summary>
    Accounting,
}

/// <summary>The personal fields of facts, for those who seal and place them.</summary>
public static class PersonalFields
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>The names and values of the fact's personal fields that are not null.</summary>
    public static IEnumerable<(string Field, Personal Value)> Of(Fact fact) =>
        PropertiesOf(fact).Select(property => (property.Name, Value: (Personal?)property.GetValue(fact))).Where(field => field.Value is not null)!;

    /// <summary>The same with each personal field replaced; itself where it has none.</summary>
    public static T Map<T>(T stored, Func<string, Personal, Personal> replace)
        where T : Stored
    {
        var properties = PropertiesOf(stored);
        if (properties.Length == 0)
            return stored;

        Stored original = stored;
        var copy = original with { };
        foreach (var property in properties)
        {
            if (property.GetValue(stored) is Personal value)
                property.SetValue(copy, replace(property.Name, value));
        }

        return (T)copy;
    }

    private static PropertyInfo[] PropertiesOf(Stored stored) => Properties.GetOrAdd(stored.GetType(), static type =>
        [.. type.GetProperties().Where(property => property.PropertyType == typeof(Personal))]);
}

/// <summary>Sealed data as {k, n, c} and, in documents, its place p; data in clear is refused.</summary>
public sealed class PersonalConverter : JsonConverter<Personal>
{
    public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sealedJson = JsonSerializer.Deserialize<SealedJson>(ref reader, options)!;
        var at = sealedJson.K.LastIndexOf('/');
        return new Personal.Sealed(sealedJson.K[..at], Enum.Parse<RetentionClass>(sealedJson.K[(at + 1)..], ignoreCase: true), sealedJson.N, sealedJson.C, sealedJson.P);
    }

    public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options)
    {
        if (value is not Personal.Sealed it)
            throw new InvalidOperationException("Personal data must be sealed before it is written.");
        JsonSerializer.Serialize(writer, new SealedJson($"{it.Person}/{it.Class.ToString().ToLowerInvariant()}", it.Nonce, it.Ciphertext, it.Place), options);
    }

    private sealed record SealedJson(string K, byte[] N, byte[] C, string? P);
}
