using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentBank.Dues;

/// <summary>A command as data, under its name: <c>{"SuspendPosition": {"positionId": …}}</c>.</summary>
public sealed class CommandConverter : JsonConverter<Command>
{
    private static readonly FrozenDictionary<string, Type> Commands =
        typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command))).ToFrozenDictionary(type => type.Name);

    public override Command Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var named = json.RootElement.EnumerateObject().Single();
        return (Command)named.Value.Deserialize(Commands[named.Name], options)!;
    }

    public override void Write(Utf8JsonWriter writer, Command value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(value.GetType().Name);
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
        writer.WriteEndObject();
    }
}
