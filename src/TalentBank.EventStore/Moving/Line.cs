using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentBank.EventStore.Moving;

/// <summary>The lines of a zone file: every column that carries meaning, under a name for people; what is null is left out.</summary>
internal static class Line
{
    public const string Streams = "streams.jsonl", Facts = "facts.jsonl", Commands = "commands.jsonl", Keys = "keys.jsonl";

    /// <summary>Strict: a field that is missing, unknown or there twice is damage.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 1000,
    };
}

/// <summary>A row of <c>mt_streams</c>.</summary>
internal sealed record StreamLine(string Id, long Version, DateTimeOffset Created, DateTimeOffset ChangedAt, bool Archived, string? Type = null);

/// <summary>A row of <c>mt_events</c>; what only foreign writers fill comes last.</summary>
internal sealed record FactLine(
    long Position, Guid Id, string Stream, long Version, string Type, JsonElement Data, DateTimeOffset RecordedAt, bool Archived,
    string? Actor = null, string? CommandId = null, string? CorrelationId = null, JsonElement? Headers = null, string? DotnetType = null, byte[]? Binary = null);

/// <summary>A row of <c>commands</c>: without it a command sent again would be recorded again.</summary>
internal sealed record CommandLine(Guid Id, string Fingerprint, string Result, long Position, DateTimeOffset RecordedAt);

/// <summary>A row of <c>vault.keys</c>: useless to whoever has not the master key.</summary>
internal sealed record KeyLine(string Person, string RetentionClass, byte[] Nonce, byte[] Wrapped, DateTimeOffset MadeAt);
