using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TalentBank;

/// <summary>How facts and documents are written: camelCase, enums in SCREAMING_SNAKE, what is absent or only computed is left out.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsComputed } },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false),
            new PersonalConverter(),
        },
    };

    /// <summary>What a resource of the product says: tables that are data, not code.</summary>
    /// <param name="name">Folder and file: <c>Refusals.zh.json</c>.</param>
    public static T Resource<T>(string name)
    {
        using var resource = typeof(Json).Assembly.GetManifestResourceStream($"TalentBank.{name}")!;
        return JsonSerializer.Deserialize<T>(resource, Options)!;
    }

    /// <summary>A fact stores what it was made with and nothing that follows from it, so that the code that computes can change.</summary>
    private static void LeaveOutWhatIsComputed(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Set: null, AssociatedParameter: null })
                type.Properties.RemoveAt(i);
        }
    }
}
